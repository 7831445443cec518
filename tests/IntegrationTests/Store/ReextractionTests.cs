using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Fetch;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class SqliteReextractionTests(SqliteStore store) : ReextractionTests(store), IClassFixture<SqliteStore>;

public sealed class PostgresReextractionTests(PostgresStore store) : ReextractionTests(store), IClassFixture<PostgresStore>;

/// <summary>What another extractor reads out of an old capture, in whatever order it arrives.</summary>
public abstract class ReextractionTests(StoreFixture fixture)
{
    private const string Run = "reprocessings/r1";

    private readonly string id = Page.NewId();

    private StoreHost Host => fixture.Host;

    [Fact]
    public async Task Better_reading_of_the_shown_capture_is_a_marked_revision()
    {
        var page = Capture(Page.Of(id, "short"), "c1");
        await Host.StoreAsync(page);

        var settled = await Host.StoreAsync(Anew(page.With("short and the rest"), 5));

        Assert.Equal((Outcome.Stored, 2L, "revision 2, read anew"), (settled.Outcome, settled.Revision, settled.Reason));
        var revisions = (await Host.Client.ListRevisionsAsync(new ListRevisionsRequest { Parent = $"articles/{id}" })).Revisions;
        Assert.Equal([RevisionCause.Reextracted, RevisionCause.Fetched], revisions.Select(revision => revision.Cause));
        var article = await Host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" });
        Assert.Equal(("short and the rest", Run), (article.Text, article.Provenance.Reprocessing));
        var changes = (await Host.ChangesAsync()).Where(change => change.Article.Name == article.Name).Select(change => (change.Kind, change.Cause));
        Assert.Equal([(ChangeKind.Stored, RevisionCause.Fetched), (ChangeKind.Revised, RevisionCause.Reextracted)], changes);
    }

    [Fact]
    public async Task Same_text_is_a_revision_only_when_a_reader_finds_something_else()
    {
        var page = Capture(Page.Of(id), "c1");
        await Host.StoreAsync(page);

        var evidence = await Host.StoreAsync(Anew(page, 5).Change(p => p.Article.Evidence.Add(new FieldEvidence { Field = "title" })));
        var kind = await Host.StoreAsync(Anew(page, 6).Change(p => p.Article.Kind = ArticleKind.Obituary));

        Assert.Equal((1L, "unchanged"), (evidence.Revision, evidence.Reason));
        Assert.Equal(2, kind.Revision);
    }

    [Fact]
    public async Task Twice_and_late_it_changes_nothing()
    {
        var page = Capture(Page.Of(id, "one"), "c1");
        await Host.StoreAsync(page);
        var better = Anew(page.With("two"), 5);
        var best = Anew(page.With("three"), 6);
        await Host.StoreAsync(best);

        await Host.StoreAsync(better);
        await Host.StoreAsync(best);
        await Host.StoreAsync(page);

        var article = await Host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" });
        Assert.Equal(("three", 2, 2), (article.Text, article.Revision, article.Revisions));
    }

    [Fact]
    public async Task Reading_of_a_capture_that_is_not_shown_is_left_alone()
    {
        var old = Capture(Page.Of(id, "one"), "c1");
        await Host.StoreAsync(old);
        await Host.StoreAsync(Capture(old.With("two").At(1), "c2"));

        var settled = await Host.StoreAsync(Anew(old.With("one and more"), 5));

        Assert.True(settled.IsNone);
        var article = await Host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" });
        Assert.Equal(("two", 2), (article.Text, article.Revisions));
    }

    [Fact]
    public async Task What_is_fetched_later_wins_over_what_was_read_anew()
    {
        var page = Capture(Page.Of(id, "one"), "c1");
        await Host.StoreAsync(page);
        await Host.StoreAsync(Anew(page.With("one and more"), 50));

        var settled = await Host.StoreAsync(Capture(page.With("news").At(1), "c2"));
        var late = await Host.StoreAsync(Anew(page.With("one and still more"), 60));

        Assert.Equal("revision 3", settled.Reason);
        Assert.True(late.IsNone);
        Assert.Equal("news", (await Host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" })).Text);
    }

    [Fact]
    public async Task Page_that_had_no_article_gets_one_and_never_takes_one_over()
    {
        var fresh = Anew(Capture(Page.Of(id), "c1"), 5);
        var other = Page.NewId();
        await Host.StoreAsync(Capture(Page.Of(other).From($"{other}/amp"), "c2"));

        var made = await Host.StoreAsync(fresh);
        var again = await Host.StoreAsync(fresh);
        var canonical = await Host.StoreAsync(Anew(Capture(Page.Of(other, "else"), "c3"), 5));

        Assert.Equal((Outcome.Stored, 1L, "new article, read anew"), (made.Outcome, made.Revision, made.Reason));
        Assert.Equal((1L, "unchanged"), (again.Revision, again.Reason));
        Assert.Equal(Outcome.Duplicate, canonical.Outcome);
    }

    [Fact]
    public async Task Withdrawn_article_stays_withdrawn_and_nobody_is_told()
    {
        var page = Capture(Page.Of(id, "one"), "c1");
        await Host.StoreAsync(page);
        await Host.Client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = $"articles/{id}" });
        var before = (await Host.ChangesAsync()).Count;

        await Host.StoreAsync(Anew(page.With("two"), 5));

        Assert.Equal(before, (await Host.ChangesAsync()).Count);
        Assert.NotNull((await Host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" })).WithdrawTime);
    }

    [Fact]
    public async Task Events_say_by_their_key_that_it_is_no_news()
    {
        await using var host = await StoreHost.StartAsync(fixture.Provider);
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(host);
        await using var revised = await EventProbe<ArticleRevised>.ListenAsync(host);
        await using var settled = await EventProbe<PageSettled>.ListenAsync(host);
        var page = Capture(Page.Of("a", "one"), "c1");
        await host.StoreAsync(page);
        await PublishAsync(host, Anew(page.With("two"), 5));
        await revised.TakeAsync(1);
        await PublishAsync(host, Anew(Capture(Page.Of("b"), "c2"), 5));
        await PublishAsync(host, Anew(Capture(page, "c0"), 7));
        await PublishAsync(host, Capture(page.With("three").At(9), "c3"));

        Assert.Equal(
            [("reextracted.en.-.example", RevisionCause.Reextracted), ("stored.en.-.example", RevisionCause.Fetched)],
            (await stored.TakeAsync(2)).Select(e => (e.RoutingKey, e.Message.Cause)).Order());
        Assert.Equal(
            [("reextracted.en.-.example", RevisionCause.Reextracted), ("revised.en.-.example", RevisionCause.Fetched)],
            (await revised.TakeAsync(2)).Select(e => (e.RoutingKey, e.Message.Cause)).Order());
        // Nothing of the capture that is not shown.
        Assert.Equal(
            [("pages/a/10/settled", ""), ("pages/a/captures/c1/reprocessings/r1/settled", Run), ("pages/b/captures/c2/reprocessings/r1/settled", Run)],
            (await settled.TakeAsync(3)).Select(e => (e.Id, e.Message.Reprocessing)).Order());
    }

    [Fact]
    public async Task Articles_are_looked_up_many_at_a_time()
    {
        var others = Enumerable.Range(0, 50).Select(_ => Page.NewId()).ToList();
        await Task.WhenAll(others.Select(other => Host.StoreAsync(Page.Of(other, new string('x', 100_000)))));
        var asked = others.Select(other => $"https://news.example/{other}").Append("https://news.example/absent").Append("nonsense").ToList();

        var found = new Dictionary<string, string>();
        while (asked.Count > 0)
        {
            var response = await Host.Client.LookupArticlesAsync(new LookupArticlesRequest { Urls = { asked }, ReadMask = FieldMask.FromString<Article>("name,text") });
            Assert.Equal(asked.Take(response.Results.Count), response.Results.Select(result => result.Url));
            Assert.NotEmpty(response.Results);
            asked.RemoveRange(0, response.Results.Count);
            foreach (var result in response.Results)
            {
                found.Add(result.Url, result.Article?.Name ?? "");
            }
        }

        Assert.Equal(others.Select(other => $"articles/{other}").Append("").Append(""), found.Values);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => Host.Client.LookupArticlesAsync(new LookupArticlesRequest()).ResponseAsync);
    }

    private static Page Capture(Page page, string capture) => page.Change(p => p.Article.Provenance.Capture = $"captures/{capture}");

    // The n-th minute is that of the reading; the fetch stays what it was.
    private static Page Anew(Page page, int minutes) => page.Change(p =>
    {
        p.Ref.Lane = Lane.Backfill;
        p.Article.Provenance.Reprocessing = Run;
        p.Article.Provenance.CleanTime = Timestamp.FromDateTimeOffset(p.Article.Provenance.CleanTime.ToDateTimeOffset().AddMinutes(minutes));
    });

    private static Task PublishAsync(StoreHost host, Page page) =>
        host.Get<EventPublisher>().PublishAsync(
            new ArticleEnriched { Page = page.Ref, Article = page.Article }, $"{page.Ref.Name}/{page.Ref.Fetch}/enriched", page.Article.Name, EventPublisher.KeyOf(page.Ref.Lane), CancellationToken.None);
}
