using System.Text.Json;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Cli;

/// <summary>The command line against a running host: what it prints and with which code it ends.</summary>
public sealed class NewsTests : IAsyncLifetime
{
    private const int Articles = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private StandalonePlatform platform = null!;
    private TestWeb web = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync("127.0.0.151");
        ArticlePages.Serve(web, Articles + 1);
        web.Serve("/feed.xml", _ => TestResponse.Xml(ArticlePages.Feed(0, Articles, web.Address)));
        platform = await StandalonePlatform.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await platform.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public Task News_follows_a_feed_takes_a_page_and_shows_what_came_of_them() => platform.RunAsync(async () =>
    {
        var added = await NewsAsync("source", "add", web.At("/feed.xml").AbsoluteUri, "--kind", "feed", "--interval", "30s");
        Assert.True(added.ExitCode == 0, added.ToString());
        await platform.WaitForChangesAsync(Articles, Patience);

        var page = ArticlePages.Create(Articles, web.Address);
        var url = web.At(page.Path).AbsoluteUri;
        var submitted = await NewsAsync("submit", url, web.At("/absent.html").AbsoluteUri, "--wait", "--json");
        Assert.True(submitted.ExitCode is 0 or 1, submitted.ToString());
        await platform.WaitForChangesAsync(Articles + 1, Patience);
        await platform.WaitUntilSettledAsync(Patience);

        var list = (await NewsAsync("list", "--json")).Json();
        Assert.Equal(Articles + 1, list.Count);
        var urls = Enumerable.Range(0, Articles + 1).Select(number => web.At(ArticlePages.PathOf(number)).AbsoluteUri);
        Assert.Equal(urls.Order(StringComparer.Ordinal), list.Select(article => article.Text("url")).Order(StringComparer.Ordinal));
        string[] promised = ["name", "url", "urls", "title", "published", "language", "text", "source", "revisions", "copyOf", "story"];
        Assert.All(list, article => Assert.All(promised, property => Assert.True(article.TryGetProperty(property, out _), $"no {property} in {article}")));

        var got = Assert.Single((await NewsAsync("get", url, "--json")).Json());
        Assert.Contains(page.Title, got.Text("title"), StringComparison.Ordinal);
        Assert.Equal(1, got.GetProperty("revisions").GetInt32());
        Assert.Equal(got.Text("name"), Assert.Single((await NewsAsync("get", got.Text("name")!, "--json")).Json()).Text("name"));

        var found = (await NewsAsync("search", $"\"{page.Title}\"", "--json")).Json();
        Assert.Contains(found, article => article.Text("url") == url);

        var watched = (await NewsAsync("watch", "--from", "0", "--limit", $"{Articles + 1}", "--json")).Json();
        Assert.Equal(Enumerable.Range(1, Articles + 1).Select(n => (long)n), watched.Select(change => change.GetProperty("position").GetInt64()));

        var traces = (await NewsAsync("trace", "--all", "--json")).Json();
        Assert.Equal(Articles + 2, traces.Count);
        Assert.Equal(Articles + 1, traces.Count(trace => trace.Text("outcome") == "stored"));
        var absent = Assert.Single(traces, trace => trace.Text("url") == web.At("/absent.html").AbsoluteUri);
        Assert.Equal("failed", absent.Text("outcome"));
        Assert.NotEmpty(absent.Text("reason")!);
        Assert.Equal(JsonValueKind.Array, absent.GetProperty("steps").ValueKind);

        Assert.Equal(web.At("/feed.xml").AbsoluteUri, Assert.Single((await NewsAsync("source", "list", "--json")).Json()).Text("url"));
    });

    [Fact]
    public Task Exit_code_tells_success_failed_items_wrong_use_and_no_server() => platform.RunAsync(async () =>
    {
        Assert.Equal(0, (await NewsAsync("list")).ExitCode);
        Assert.Equal(1, (await NewsAsync("submit", "ftp://site.invalid/", web.At(ArticlePages.PathOf(0)).AbsoluteUri)).ExitCode);
        Assert.Equal(1, (await NewsAsync("get", "https://never.invalid/")).ExitCode);
        Assert.Equal(2, (await NewsAsync("lst")).ExitCode);
        Assert.Equal(2, (await NewsAsync("list", "--filter", "colour = red")).ExitCode);
        var lonely = await News.RunAtAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}"), "list", "--json");
        Assert.Equal((3, ""), (lonely.ExitCode, lonely.Output));
        Assert.NotEmpty(lonely.Error);
    });

    private Task<CommandResult> NewsAsync(params string[] arguments) => News.RunAsync(platform.Host, arguments);
}
