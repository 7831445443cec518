using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class OtherReaderOnSqliteTests(SqliteStore store) : OtherReaderTests(store), IClassFixture<SqliteStore>;

public sealed class OtherReaderOnPostgresTests(PostgresStore store) : OtherReaderTests(store), IClassFixture<PostgresStore>;

/// <summary>A page whose text changes because its reader learnt something, and one whose publisher changed it meanwhile.</summary>
public abstract class OtherReaderTests(StoreFixture fixture)
{
    private const string Whole = "The bridge is closed.\n\nFollow us for more.\n\nIt opens in May.";
    private const string Less = "The bridge is closed.\n\nIt opens in May.";

    private readonly string id = Page.NewId();

    private StoreHost Host => fixture.Host;

    [Fact]
    public async Task Same_fetch_read_differently_meanwhile_changes_nothing()
    {
        var first = Read(Page.Of(id, Whole), "c1", 1);
        await Host.StoreAsync(first);

        var again = await Host.StoreAsync(Read(first.With("The bridge is shut."), "c1", 2));

        Assert.Equal((Outcome.Stored, 1L, "unchanged"), (again.Outcome, again.Revision, again.Reason));
        Assert.Equal([(ChangeKind.Stored, RevisionCause.Fetched)], await ChangesAsync());
        Assert.Equal((Whole, 1), await GetAsync() is var a ? (a.Text, a.Revisions) : default);
    }

    [Fact]
    public async Task Same_fetch_read_differently_in_one_transaction_makes_one_revision()
    {
        var first = Read(Page.Of(id, Whole), "c1", 1);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Host.StoreAsync(Read(first.With($"text {i}"), "c1", i))));

        Assert.Equal(1, (await GetAsync()).Revisions);
        Assert.Single(await ChangesAsync());
    }

    [Theory]
    [InlineData(Whole, Less)]
    [InlineData(Less, Whole)]
    public async Task Later_fetch_that_differs_by_whole_blocks_is_reextracted_when_the_reader_differs(string before, string after)
    {
        await Host.StoreAsync(Read(Page.Of(id, before), "c1", 1));
        var later = Read(Page.Of(id, after).At(9), "c2", 2);

        var settled = await Host.StoreAsync(later);
        var again = await Host.StoreAsync(later);

        Assert.Equal((Outcome.Stored, 2L, "unchanged"), (settled.Outcome, settled.Revision, settled.Reason));
        Assert.Equal((2L, "unchanged"), (again.Revision, again.Reason));
        Assert.Equal([(ChangeKind.Stored, RevisionCause.Fetched), (ChangeKind.Revised, RevisionCause.Reextracted)], await ChangesAsync());
        Assert.Equal((after, 2), await GetAsync() is var a ? (a.Text, a.Revision) : default);
    }

    [Fact]
    public async Task Same_reader_means_that_the_publisher_changed_it()
    {
        await Host.StoreAsync(Read(Page.Of(id, Less), "c1", 1));

        await IsNewsAsync(Read(Page.Of(id, Whole).At(9), "c2", 1));
    }

    public static TheoryData<string> Changes => ["wording", "order", "both", "title", "author", "modified", "live"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_a_reader_does_not_explain_is_news_whoever_reads_it(string change)
    {
        await Host.StoreAsync(Read(Page.Of(id, Less), "c1", 1));
        var text = change switch
        {
            "wording" => "The bridge is closed.\n\nIt opens in June.",
            "order" => "It opens in May.\n\nThe bridge is closed.",
            "both" => "The bridge is closed.\n\nFollow us for more.",
            _ => Whole,
        };

        await IsNewsAsync(Read(Page.Of(id, text).At(9), "c2", 2).Change(p =>
        {
            switch (change)
            {
                case "title":
                    p.Article.Title += ", corrected";
                    break;
                case "author":
                    p.Article.Authors.Add(new Author { Name = "Ada Example" });
                    break;
                case "modified":
                    p.Article.Modified = new NewsTime { Time = p.Ref.FetchTime };
                    break;
                case "live":
                    p.Article.Kind = ArticleKind.LiveBlog;
                    break;
            }
        }));
    }

    [Fact]
    public async Task Events_of_another_reading_are_no_news_and_Fetch_hears_that_nothing_changed()
    {
        await using var host = await StoreHost.StartAsync(fixture.Provider);
        await using var revised = await EventProbe<ArticleRevised>.ListenAsync(host);
        await using var settled = await EventProbe<PageSettled>.ListenAsync(host);
        await host.StoreAsync(Read(Page.Of("a", Whole), "c1", 1));
        var page = Read(Page.Of("a", Less).At(9), "c2", 2);

        await host.Get<EventPublisher>().PublishAsync(
            new ArticleEnriched { Page = page.Ref, Article = page.Article }, "pages/a/10/enriched", page.Article.Name, EventPublisher.KeyOf(page.Ref.Lane), CancellationToken.None);

        Assert.Equal(
            ("reextracted.en.-.example", RevisionCause.Reextracted), Assert.Single(await revised.TakeAsync(1)) is var e ? (e.RoutingKey, e.Message.Cause) : default);
        Assert.Equal(("unchanged", 2), Assert.Single(await settled.TakeAsync(1)).Message is var s ? (s.Reason, s.Revision) : default);
    }

    private static Page Read(Page page, string capture, int version) => page.Change(p =>
    {
        p.Article.Provenance.Capture = $"captures/{capture}";
        p.Article.Provenance.ExtractorVersion = $"model-2+site.{version}";
    });

    private async Task IsNewsAsync(Page later)
    {
        var settled = await Host.StoreAsync(later);

        Assert.Equal((Outcome.Stored, 2L, "revision 2"), (settled.Outcome, settled.Revision, settled.Reason));
        Assert.Equal([(ChangeKind.Stored, RevisionCause.Fetched), (ChangeKind.Revised, RevisionCause.Fetched)], await ChangesAsync());
    }

    private async Task<Article> GetAsync() => await Host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" });

    private async Task<List<(ChangeKind Kind, RevisionCause Cause)>> ChangesAsync() =>
        [.. (await Host.ChangesAsync()).Where(c => c.Article.Name == $"articles/{id}").Select(c => (c.Kind, c.Cause))];
}
