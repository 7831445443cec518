using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class ListingOnSqliteTests(SqliteStore store) : ListingTests(store), IClassFixture<SqliteStore>;

public sealed class ListingOnPostgresTests(PostgresStore store) : ListingTests(store), IClassFixture<PostgresStore>;

/// <summary>Lists of articles, and their filters.</summary>
public abstract class ListingTests(StoreFixture store)
{
    private readonly StoreHost host = store.Host;
    private readonly string own = Page.NewId();

    [Theory]
    [InlineData("", "1 2 3")]
    [InlineData("language = \"de\"", "2")]
    [InlineData("language = de", "2")]
    [InlineData("language='de'", "2")]
    [InlineData("language != \"de\"", "1 3")]
    [InlineData("language = \"en\" AND kind = \"opinion\"", "3")]
    [InlineData("kind = ARTICLE_KIND_OPINION", "3")]
    [InlineData("kind != opinion", "1 2")]
    [InlineData("title : \"election\"", "1 2")]
    [InlineData("title:\"ELECTION night\"", "1")]
    [InlineData("title : \"%\"", "2")]
    [InlineData("title : \"_\"", "")]
    [InlineData("title = \"Election night\"", "")]
    [InlineData("title : \"' OR 1=1 --\"", "")]
    [InlineData("language = \"en' OR '1'='1\"", "")]
    [InlineData("language = \"\\\"en\\\"\"", "")]
    [InlineData("published = \"2026-11-02\"", "2")]
    [InlineData("published >= \"2026-11-02\"", "2")]
    [InlineData("published > \"2026-11-01\"", "2")]
    [InlineData("published > \"2026-11-02\"", "")]
    [InlineData("published <= \"2026-11-01\"", "1")]
    [InlineData("published < \"2026-11-02\"", "1")]
    [InlineData("published != \"2026-11-02\"", "1 3")]
    [InlineData("published >= \"2026-11-01T10:00:00Z\" AND published <= \"2026-11-01T10:00:00Z\"", "1")]
    [InlineData("published = \"2026-11-01T12:00:00+02:00\"", "1")]
    [InlineData("published > 2026-11-01T10:00:00Z", "2")]
    [InlineData("create_time > \"2000-01-01\"", "1 2 3")]
    [InlineData("create_time < \"2000-01-01\"", "")]
    [InlineData("copy_of = \"\"", "1 2 3")]
    [InlineData("copy_of != \"\"", "")]
    [InlineData("flags:garbled", "2")]
    [InlineData("flags : \"short\"", "2 3")]
    [InlineData("flags != short", "1")]
    [InlineData("flags:short AND flags != \"garbled\"", "3")]
    [InlineData("flags:garble", "")]
    [InlineData("flags:\"%\"", "")]
    public async Task Filter_selects(string filter, string expected)
    {
        await host.StoreAsync(Page.Of(own + "1").Change(p =>
        {
            p.Article.Title = $"{own} Election Night";
            p.Article.Published = new NewsTime { Time = Timestamp.FromDateTime(new DateTime(2026, 11, 1, 10, 0, 0, DateTimeKind.Utc)) };
        }));
        await host.StoreAsync(Page.Of(own + "2").Change(p =>
        {
            p.Article.Title = $"{own} 50% nach der election";
            p.Article.Language = "de";
            p.Article.Flags.Add("garbled");
            p.Article.Flags.Add("short");
            p.Article.Published = new NewsTime { Time = Timestamp.FromDateTime(new DateTime(2026, 11, 2, 23, 59, 59, DateTimeKind.Utc)) };
        }));
        await host.StoreAsync(Page.Of(own + "3").Change(p =>
        {
            p.Article.Title = $"{own} Something else";
            p.Article.Kind = ArticleKind.Opinion;
            p.Article.Flags.Add("short");
        }));

        var found = await host.ListAllAsync($"title : \"{own}\"{(filter.Length > 0 ? " AND " : "")}{filter}");

        Assert.Equal(expected, string.Join(' ', found.Select(a => a.Name[^1..])));
    }

    [Fact]
    public async Task Filters_by_source_story_and_address_find_their_articles()
    {
        var url = $"https://news.example/{own}";
        await host.StoreAsync(Page.Of(own).Change(p => p.Article.Provenance.Source = $"sources/{own}"));

        foreach (var filter in new[] { $"source = \"sources/{own}\"", $"story = \"stories/{own}\"", $"url = \"{url}\"", $"url : \"{own}\"" })
        {
            Assert.Equal($"articles/{own}", Assert.Single(await host.ListAllAsync(filter)).Name);
        }

        Assert.Empty(await host.ListAllAsync($"url = \"{url}\" AND url != \"{url}\""));
    }

    [Fact]
    public async Task Pages_list_each_article_once_in_order_while_others_are_stored()
    {
        await using var fresh = await StoreHost.StartAsync(store.Provider);
        for (var i = 0; i < 60; i++)
        {
            await fresh.StoreAsync(Page.Of($"{own}{i}"));
        }

        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await fresh.StoreAsync(Page.Of($"{own}w{writer}-{i}"));
            }
        }));
        var seen = new List<string>();
        var request = new ListArticlesRequest { PageSize = 7, ReadMask = new FieldMask { Paths = { "name" } } };
        do
        {
            var response = await fresh.Client.ListArticlesAsync(request);
            seen.AddRange(response.Articles.Select(a => a.Name));
            request.PageToken = response.NextPageToken;
            // However fast the pages are read, something is stored between them.
            await fresh.StoreAsync(Page.Of($"{own}between{seen.Count}"));
        }
        while (request.PageToken.Length > 0 && seen.Count < 700);

        await stop.CancelAsync();
        await writing;
        var all = (await fresh.ListAllAsync(pageSize: 1000)).ConvertAll(a => a.Name);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(seen.Count > 60, "nothing was stored meanwhile");

        // No article that was stored between two listed ones was passed over.
        Assert.Equal(all.Take(seen.Count), seen);
    }

    [Fact]
    public async Task Page_of_large_records_ends_early_and_its_token_leads_on()
    {
        await using var fresh = await StoreHost.StartAsync(store.Provider);
        for (var i = 0; i < 6; i++)
        {
            await fresh.StoreAsync(Page.Of($"{own}{i}", string.Concat(Enumerable.Repeat($"{i} large ", 150_000))));
        }

        var first = await fresh.Client.ListArticlesAsync(new ListArticlesRequest { PageSize = 6 });

        Assert.InRange(first.Articles.Count, 1, 5);
        Assert.NotEmpty(first.NextPageToken);
        Assert.Equal(6, (await fresh.ListAllAsync(pageSize: 6)).Count);
    }

    [Fact]
    public async Task Read_mask_leaves_only_what_was_asked_for()
    {
        await host.StoreAsync(Page.Of(own));

        var article = await host.Client.GetArticleAsync(
            new GetArticleRequest { Name = $"articles/{own}", ReadMask = new FieldMask { Paths = { "title", "provenance.source", "urls" } } });

        Assert.Equal(
            new Article { Title = $"Title of {own}", Provenance = new Provenance { Source = "sources/example" }, Urls = { $"https://news.example/{own}" } },
            article);
    }

    [Fact]
    public async Task Json_over_http_lists_gets_and_looks_up()
    {
        await host.StoreAsync(Page.Of(own));

        foreach (var path in new[]
        {
            $"/v1/articles/{own}",
            $"/v1/articles:lookup?url={Uri.EscapeDataString($"https://news.example/{own}")}",
            $"/v1/articles?filter={Uri.EscapeDataString($"url : \"{own}\"")}&readMask=name",
            $"/v1/articles:search?query={own}",
            $"/v1/articles/{own}/revisions/1",
        })
        {
            Assert.Contains($"articles/{own}", await host.Http.GetStringAsync(path), StringComparison.Ordinal);
        }
    }
}
