using System.Net;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class TestWebTests
{
    [Fact]
    public async Task Requests_are_answered_by_route_and_logged_in_order()
    {
        await using var web = await TestWeb.StartAsync("127.0.0.9");
        web.Serve("/a", TestResponse.Html("<p>a</p>")).Serve("/gone", TestResponse.Empty(410));
        using var http = new HttpClient();

        Assert.Equal("<p>a</p>", await http.GetStringAsync(web.At("/a?x=1")));
        Assert.Equal(HttpStatusCode.Gone, (await http.GetAsync(web.At("/gone"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(web.At("/none"))).StatusCode);

        Assert.Equal(["/a", "/gone", "/none"], web.Requests.Select(request => request.Path));
        Assert.Equal("?x=1", web.Requests[0].Query);
        Assert.StartsWith("127.0.0.9:", web.Requests[0].Host, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_that_is_cut_short_fails_at_the_client()
    {
        await using var web = await TestWeb.StartAsync();
        web.Serve("/cut", TestResponse.Text(new string('x', 100_000)) with { CutAfterBytes = 10_000 });
        using var http = new HttpClient();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetStringAsync(web.At("/cut")));
    }

    [Fact]
    public async Task Article_site_serves_its_pages_feed_and_sitemap()
    {
        await using var web = await TestWeb.StartAsync();
        ArticlePages.Serve(web, 8);
        using var http = new HttpClient();
        var article = ArticlePages.Create(5, web.Address);

        var page = WebUtility.HtmlDecode(await http.GetStringAsync(web.At(article.Path)));
        var feed = await http.GetStringAsync(web.At("/feed.xml"));
        var sitemap = await http.GetStringAsync(web.At("/sitemap.xml"));

        Assert.All(article.Paragraphs, paragraph => Assert.Contains(paragraph, page, StringComparison.Ordinal));
        Assert.Equal(8, System.Xml.Linq.XDocument.Parse(feed).Descendants("item").Count());
        Assert.Contains(web.At(article.Path).AbsoluteUri, sitemap, StringComparison.Ordinal);
    }
}
