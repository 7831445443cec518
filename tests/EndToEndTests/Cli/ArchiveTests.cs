using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Node;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Cli;

/// <summary>What one platform exports, archive tools read and another platform takes in.</summary>
public sealed class ArchiveTests
{
    private const int Articles = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Export_of_one_platform_is_the_backfill_of_another()
    {
        var file = Path.Combine(ScratchFolder.Create("archive"), "export.warc.gz");
        Dictionary<string, string?> before;
        string page;
        await using (var web = await TestWeb.StartAsync("127.0.0.152"))
        {
            ArticlePages.Serve(web, Articles);
            web.Serve("/sitemap.xml", _ => TestResponse.Xml(ArticlePages.Sitemap(0, Articles, web.Address)));
            await using var first = await StandalonePlatform.StartAsync();
            before = await RunAsync(first, async news =>
            {
                var started = Assert.Single(Done(await news("backfill", "start", web.At("/sitemap.xml").AbsoluteUri, "--wait", "--json")).Json());
                Assert.Equal(("succeeded", Articles), (started.Text("state"), started.GetProperty("outcomes").GetProperty("stored").GetInt32()));
                var exported = Assert.Single(Done(await news("export", "warc", "--output", file, "--json")).Json());
                Assert.Equal(Articles, exported.GetProperty("captures").GetInt32());
                var url = web.At(ArticlePages.PathOf(3)).AbsoluteUri;
                var shown = Done(await news("capture", "get", url, "--headers")).Output;
                Assert.StartsWith("HTTP/1.1 200\r\n", shown, StringComparison.Ordinal);
                Assert.Contains(ArticlePages.Create(3, web.Address).Title, System.Net.WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
            });
            page = web.At(ArticlePages.PathOf(3)).AbsoluteUri;
        }

        // The site is gone; the archive is all there is.
        await using var second = await StandalonePlatform.StartAsync();
        var after = await RunAsync(second, async news =>
        {
            var started = Assert.Single(Done(await news("backfill", "start", file, "--wait", "--json")).Json());
            Assert.Equal(("succeeded", Articles), (started.Text("state"), started.GetProperty("outcomes").GetProperty("stored").GetInt32()));
            Assert.Equal("handed_in", Assert.Single(Done(await news("capture", "get", page, "--json")).Json()).Text("kind"));
            Assert.Equal("backfills/", Assert.Single(Done(await news("backfill", "list", "--json")).Json()).Text("name")![..10]);
        });

        Assert.Equal(Articles, after.Count);
        Assert.Equal(before.OrderBy(article => article.Key, StringComparer.Ordinal), after.OrderBy(article => article.Key, StringComparer.Ordinal));
    }

    [NodeFact(WarcTool.Package, WarcTool.Version)]
    public async Task Export_of_pages_that_were_fetched_twice_is_read_by_warcio()
    {
        var file = Path.Combine(ScratchFolder.Create("archive"), "export.warc.gz");
        await using var web = await TestWeb.StartAsync("127.0.0.153");
        ArticlePages.Serve(web, Articles);
        await using var platform = await StandalonePlatform.StartAsync();
        await RunAsync(platform, async news =>
        {
            string[] urls = [.. Enumerable.Range(0, Articles).Select(number => web.At(ArticlePages.PathOf(number)).AbsoluteUri)];
            Done(await news(["submit", .. urls, "--wait"]));
            Done(await news(["submit", .. urls, "--wait"]));
            await Wait.UntilAsync(
                () => Enumerable.Range(0, Articles).All(number => web.RequestsFor(ArticlePages.PathOf(number)).Count == 2), "all pages to be asked for twice", Patience);
            await platform.WaitUntilSettledAsync(Patience);
            Done(await news("export", "warc", "--output", file));
        });

        var types = (await WarcTool.ReadAsync(file)).CountBy(record => record.GetProperty("type").GetString()!).ToDictionary(StringComparer.Ordinal);
        Assert.Equal((1, Articles, Articles, 2 * Articles), (types["warcinfo"], types["response"], types["revisit"], types["request"]));
    }

    private delegate Task<CommandResult> NewsCommand(params string[] arguments);

    private static async Task<Dictionary<string, string?>> RunAsync(StandalonePlatform platform, Func<NewsCommand, Task> test)
    {
        var articles = new Dictionary<string, string?>(StringComparer.Ordinal);
        await platform.RunAsync(async () =>
        {
            await test(arguments => News.RunAsync(platform.Host, arguments));
            foreach (var article in Done(await News.RunAsync(platform.Host, "list", "--json")).Json())
            {
                articles[article.Text("url")!] = article.Text("text");
            }
        });
        return articles;
    }

    private static CommandResult Done(CommandResult result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }
}
