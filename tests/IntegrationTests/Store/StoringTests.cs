using Grpc.Core;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class StoringOnSqliteTests(SqliteStore store) : StoringTests(store), IClassFixture<SqliteStore>;

public sealed class StoringOnPostgresTests(PostgresStore store) : StoringTests(store), IClassFixture<PostgresStore>;

/// <summary>What becomes of a page's article.</summary>
public abstract class StoringTests(StoreFixture store)
{
    private readonly StoreHost host = store.Host;
    private readonly string id = Page.NewId();

    [Fact]
    public async Task New_article_is_stored_with_everything_that_Store_sets()
    {
        var page = Page.Of(id);

        var settlement = await host.StoreAsync(page);

        Assert.Equal((Outcome.Stored, id, 1, "new article"), (settlement.Outcome, settlement.Article, settlement.Revision, settlement.Reason));
        var article = await GetAsync();
        Assert.Equal(page.Article.Title, article.Title);
        Assert.Equal(page.Article.Text, article.Text);
        Assert.Equal([page.Article.Url], article.Urls);
        Assert.Equal((1, 1, "", $"stories/{id}"), (article.Revision, article.Revisions, article.CopyOf, article.Story));
        Assert.NotNull(article.CreateTime);
        Assert.Equal(article.CreateTime, article.UpdateTime);
        Assert.Null(article.WithdrawTime);
        Assert.Equal([(ChangeKind.Stored, 1)], await ChangesAsync());
    }

    [Fact]
    public async Task Same_message_again_changes_nothing()
    {
        var page = Page.Of(id);
        await host.StoreAsync(page);

        var again = await host.StoreAsync(page);

        Assert.Equal((Outcome.Stored, 1, "unchanged"), (again.Outcome, again.Revision, again.Reason));
        Assert.Equal([(ChangeKind.Stored, 1)], await ChangesAsync());
    }

    [Fact]
    public async Task Same_message_twice_in_one_transaction_makes_one_article()
    {
        var page = Page.Of(id);

        var settlements = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.StoreAsync(page)));

        Assert.All(settlements, s => Assert.Equal((Outcome.Stored, 1), (s.Outcome, s.Revision)));
        Assert.Single(settlements, s => s.Reason == "new article");
        Assert.Equal([(ChangeKind.Stored, 1)], await ChangesAsync());
    }

    [Fact]
    public async Task Newer_content_of_the_owner_is_a_revision()
    {
        await host.StoreAsync(Page.Of(id, "first"));

        var settlement = await host.StoreAsync(Page.Of(id, "second").At(5));

        Assert.Equal((Outcome.Stored, 2, "revision 2"), (settlement.Outcome, settlement.Revision, settlement.Reason));
        var article = await GetAsync();
        Assert.Equal(("second", 2, 2), (article.Text, article.Revision, article.Revisions));
        Assert.True(article.UpdateTime.ToDateTime() > article.CreateTime.ToDateTime());
        Assert.Equal([(ChangeKind.Stored, 1), (ChangeKind.Revised, 2)], await ChangesAsync());
    }

    [Fact]
    public async Task Revisions_that_arrive_together_are_all_kept_and_the_one_fetched_last_is_shown()
    {
        // Several writers take them in any order.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.StoreAsync(Page.Of(id, $"text {i}").At(i))));

        var article = await GetAsync();
        Assert.Equal(("text 7", 8), (article.Text, article.Revisions));
    }

    [Fact]
    public async Task Every_message_of_a_history_twice_gives_the_same_history()
    {
        var history = new[] { Page.Of(id, "one"), Page.Of(id, "two").At(1), Page.Of(id, "three").At(2) };
        foreach (var page in history)
        {
            await host.StoreAsync(page);
            await host.StoreAsync(page);
        }

        foreach (var page in history)
        {
            var settlement = await host.StoreAsync(page);
            Assert.Equal((Outcome.Stored, "unchanged"), (settlement.Outcome, settlement.Reason));
        }

        var article = await GetAsync();
        Assert.Equal(("three", 3, 3), (article.Text, article.Revision, article.Revisions));
        Assert.Equal(3, (await ChangesAsync()).Count);
    }

    [Fact]
    public async Task Older_content_that_comes_late_is_kept_and_not_shown()
    {
        await host.StoreAsync(Page.Of(id, "newer").At(10));

        var settlement = await host.StoreAsync(Page.Of(id, "older").At(3));

        Assert.Equal((Outcome.Stored, 2), (settlement.Outcome, settlement.Revision));
        var article = await GetAsync();
        Assert.Equal(("newer", 1, 2), (article.Text, article.Revision, article.Revisions));
        Assert.Equal([(ChangeKind.Stored, 1)], await ChangesAsync());
        var kept = await host.Client.GetRevisionAsync(new GetRevisionRequest { Name = $"articles/{id}/revisions/2" });
        Assert.Equal("older", kept.Article.Text);
    }

    [Fact]
    public async Task Next_revision_after_a_late_one_gets_the_next_number()
    {
        await host.StoreAsync(Page.Of(id, "newer").At(10));
        await host.StoreAsync(Page.Of(id, "older").At(3));

        var settlement = await host.StoreAsync(Page.Of(id, "newest").At(20));

        Assert.Equal(3, settlement.Revision);
        Assert.Equal([(ChangeKind.Stored, 1), (ChangeKind.Revised, 3)], await ChangesAsync());
    }

    [Fact]
    public async Task Known_content_that_comes_late_is_unchanged()
    {
        await host.StoreAsync(Page.Of(id, "first"));
        await host.StoreAsync(Page.Of(id, "second").At(5));

        var settlement = await host.StoreAsync(Page.Of(id, "first"));

        Assert.Equal((1, "unchanged"), (settlement.Revision, settlement.Reason));
        Assert.Equal("second", (await GetAsync()).Text);
    }

    [Fact]
    public async Task Unchanged_content_fetched_later_outdates_what_was_fetched_before_it()
    {
        await host.StoreAsync(Page.Of(id, "stays"));
        await host.StoreAsync(Page.Of(id, "stays").At(10));

        await host.StoreAsync(Page.Of(id, "between").At(5));

        Assert.Equal(("stays", 1, 2), await GetAsync() is var a ? (a.Text, a.Revision, a.Revisions) : default);
    }

    [Fact]
    public async Task Publisher_that_goes_back_to_an_earlier_text_makes_a_revision()
    {
        await host.StoreAsync(Page.Of(id, "first"));
        await host.StoreAsync(Page.Of(id, "second").At(1));

        var settlement = await host.StoreAsync(Page.Of(id, "first").At(2));

        Assert.Equal(3, settlement.Revision);
        Assert.Equal("first", (await GetAsync()).Text);
    }

    [Fact]
    public async Task Other_address_is_a_duplicate_and_only_adds_its_addresses()
    {
        await host.StoreAsync(Page.Of(id, "owner's"));

        var settlement = await host.StoreAsync(Page.Of(id, "other's").From($"{id}/amp").At(5));

        Assert.Equal((Outcome.Duplicate, $"another address of articles/{id}"), (settlement.Outcome, settlement.Reason));
        var article = await GetAsync();
        Assert.Equal(("owner's", 1), (article.Text, article.Revisions));
        Assert.Equal([$"https://news.example/{id}", $"https://news.example/{id}/amp"], article.Urls);
        Assert.Equal([(ChangeKind.Stored, 1)], await ChangesAsync());
    }

    [Fact]
    public async Task Canonical_page_takes_an_article_over_from_an_alias()
    {
        var alias = Page.Of(id, "alias text").From($"{id}/amp").At(3);
        await host.StoreAsync(alias);

        var settlement = await host.StoreAsync(Page.Of(id, "canonical text").At(5));

        Assert.Equal((Outcome.Stored, 2), (settlement.Outcome, settlement.Revision));
        Assert.Equal((alias.Ref.Name, alias.Ref.Url, alias.Ref.Fetch, alias.Ref.Lane), settlement.Displaced is { } d ? (d.Name, d.Url, d.Fetch, d.Lane) : default);
        Assert.Equal("canonical text", (await GetAsync()).Text);
        var after = await host.StoreAsync(Page.Of(id, "alias again").From($"{id}/amp").At(9));
        Assert.Equal(Outcome.Duplicate, after.Outcome);
        Assert.Equal("canonical text", (await GetAsync()).Text);
    }

    [Fact]
    public async Task Take_over_is_told_again_when_its_message_comes_again_and_not_with_the_next_fetch()
    {
        await host.StoreAsync(Page.Of(id).From($"{id}/amp"));
        var canonical = Page.Of(id).At(5);
        await host.StoreAsync(canonical);

        Assert.NotNull((await host.StoreAsync(canonical)).Displaced);
        Assert.Null((await host.StoreAsync(canonical.At(6))).Displaced);
    }

    [Fact]
    public async Task Redirect_to_the_canonical_address_counts_as_the_canonical_page()
    {
        await host.StoreAsync(Page.Of(id).From($"{id}/amp"));
        var redirected = Page.Of(id).From($"{id}/short").Change(p => p.Article.Provenance.FinalUrl = p.Article.Url);

        var settlement = await host.StoreAsync(redirected);

        Assert.Equal(Outcome.Stored, settlement.Outcome);
        Assert.NotNull(settlement.Displaced);
    }

    [Fact]
    public async Task Take_over_with_older_content_keeps_the_shown_text()
    {
        await host.StoreAsync(Page.Of(id, "alias, newer").From($"{id}/amp").At(9));

        await host.StoreAsync(Page.Of(id, "canonical, older").At(1));

        var article = await GetAsync();
        Assert.Equal(("alias, newer", 1, 2), (article.Text, article.Revision, article.Revisions));
    }

    [Fact]
    public async Task Revision_of_a_withdrawn_article_keeps_it_withdrawn_and_untold()
    {
        await host.StoreAsync(Page.Of(id, "first"));
        await host.Client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = $"articles/{id}", Reason = "legal" });

        var settlement = await host.StoreAsync(Page.Of(id, "second").At(5));

        Assert.Equal((Outcome.Stored, 2), (settlement.Outcome, settlement.Revision));
        Assert.NotNull((await GetAsync()).WithdrawTime);
        Assert.Equal([(ChangeKind.Stored, 1), (ChangeKind.Withdrawn, 0)], await ChangesAsync());
        Assert.Empty(await host.ListAllAsync($"url = \"https://news.example/{id}\""));
    }

    [Fact]
    public async Task Withdrawing_twice_tells_once()
    {
        await host.StoreAsync(Page.Of(id));
        var request = new WithdrawArticleRequest { Name = $"articles/{id}", Reason = "court order" };

        var first = await host.Client.WithdrawArticleAsync(request);
        var second = await host.Client.WithdrawArticleAsync(request);

        Assert.Equal(first.WithdrawTime, second.WithdrawTime);
        var changes = await host.ChangesAsync();
        var withdrawn = Assert.Single(changes, c => c.Kind == ChangeKind.Withdrawn && c.Article.Name == request.Name);
        Assert.Equal("court order", withdrawn.Reason);
        Assert.Equal((request.Name, $"https://news.example/{id}", ""), (withdrawn.Article.Name, withdrawn.Article.Url, withdrawn.Article.Text));
        Assert.NotEmpty(withdrawn.Article.Urls);
    }

    [Fact]
    public async Task Text_that_no_database_likes_is_stored()
    {
        var page = Page.Of(id, "nul \0, lone \uD800 surrogate, emoji 🎉").Change(p =>
        {
            p.Article.Title = "'; DROP TABLE article; -- \0 \uDC00 %_\\";
            p.Article.Authors.Add(new Author { Name = "Robert'); DELETE FROM article" });
            p.Article.Url = "https://news.example/" + new string('x', 20_000);
            p.Ref.Url = "https://news.example/\0" + id;
            p.Ref.Source = "sources/'\0";
        });

        var settlement = await host.StoreAsync(page);

        Assert.Equal(Outcome.Stored, settlement.Outcome);
        Assert.StartsWith("'; DROP TABLE article; --", (await GetAsync()).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Huge_text_is_stored_and_its_first_words_are_found()
    {
        var words = string.Join(' ', Enumerable.Range(0, 80_000).Select(i => $"w{i:x}{id}"));
        await host.StoreAsync(Page.Of(id, $"beginning{id} {words}"));

        var found = await host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = $"beginning{id}", ReadMask = new() { Paths = { "name" } } });

        Assert.Equal($"articles/{id}", Assert.Single(found.Results).Article.Name);
    }

    [Fact]
    public void Message_without_what_earlier_stages_must_set_is_refused()
    {
        foreach (var change in new Action<Page>[]
        {
            p => p.Article.Name = "",
            p => p.Article.Name = "articles/../x",
            p => p.Article.Name = "articles/" + new string('x', 200),
            p => p.Article.Url = "",
            p => p.Article.ContentHash = "",
            p => p.Ref.Name = "",
        })
        {
            var page = Page.Of(id).Change(change);
            Assert.Throws<InvalidDataException>(() => host.Writer.Read(page.Ref, page.Article));
        }

        Assert.Throws<InvalidDataException>(() => host.Writer.Read(null, Page.Of(id).Article));
        Assert.Throws<InvalidDataException>(() => host.Writer.Read(Page.Of(id).Ref, null));
    }

    [Fact]
    public async Task Lookup_finds_an_article_by_every_address_with_or_without_fragment()
    {
        await host.StoreAsync(Page.Of(id));
        await host.StoreAsync(Page.Of(id).From($"{id}/amp").Change(p => p.Article.Provenance.RequestedUrl = $"https://t.example/{id}"));

        foreach (var url in new[] { $"https://news.example/{id}", $"https://news.example/{id}/amp", $"https://t.example/{id}", $"https://news.example/{id}#comments" })
        {
            Assert.Equal($"articles/{id}", (await host.Client.LookupArticleAsync(new LookupArticleRequest { Url = url })).Name);
        }

        var missing = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.LookupArticleAsync(new LookupArticleRequest { Url = $"https://news.example/{id}/other" }));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Revisions_are_listed_newest_first_page_by_page_without_records()
    {
        for (var i = 0; i < 5; i++)
        {
            await host.StoreAsync(Page.Of(id, $"text {i}").At(i));
        }

        var names = new List<string>();
        var request = new ListRevisionsRequest { Parent = $"articles/{id}", PageSize = 2 };
        do
        {
            var response = await host.Client.ListRevisionsAsync(request);
            Assert.All(response.Revisions, r => Assert.Null(r.Article));
            names.AddRange(response.Revisions.Select(r => r.Name));
            request.PageToken = response.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal([.. Enumerable.Range(1, 5).Reverse().Select(n => $"articles/{id}/revisions/{n}")], names);
    }

    private async Task<Article> GetAsync() => await host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{id}" });

    private async Task<List<(ChangeKind Kind, int Revision)>> ChangesAsync() =>
        [.. (await host.ChangesAsync()).Where(c => c.Article.Name == $"articles/{id}").Select(c => (c.Kind, c.Article.Revision))];
}
