using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsPlatform.Standalone.Demo;

namespace NewsPlatform.IntegrationTests.Demo;

public sealed partial class DemoNewsroomTests : IAsyncLifetime
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });
    private DemoServer server = null!;

    public static TheoryData<string> FetchedPaths => [.. DemoNewsroom.Expectations().Where(item => item.Status is not null).Select(item => item.Path)];

    public static TheoryData<string> ArticlePaths => [.. DemoNewsroom.Expectations()
        .Where(item => item.Status == 200 && item.Outcome == "stored").Select(item => item.Path)];

    public static TheoryData<string> Texts => [.. DemoNewsroom.Expectations()
        .Where(item => item.Path.StartsWith("Texts/", StringComparison.Ordinal)).Select(item => item.Path)];

    public async Task InitializeAsync()
    {
        server = await DemoServer.StartAsync(0, TimeProvider.System, CancellationToken.None);
        client.BaseAddress = server.Address;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void Newsroom_page_has_exactly_one_expectation()
    {
        var pages = DemoNewsroom.Load().Pages.Select(page => page.Path).Distinct().Order(StringComparer.Ordinal);
        var expected = DemoNewsroom.Expectations().Select(item => item.Path)
            .Where(path => path[0] == '/' && !path.Contains('?', StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(pages, expected);
    }

    [Theory]
    [MemberData(nameof(FetchedPaths))]
    public async Task Address_when_fetched_answers_with_the_expected_status(string path)
    {
        var expected = Expected(path);

        using var first = await client.GetAsync(path);
        Assert.Equal(expected.FirstStatus ?? expected.Status, (int)first.StatusCode);
        if (expected.FirstStatus is null)
            return;

        Assert.Equal(TimeSpan.FromSeconds(1), first.Headers.RetryAfter?.Delta);
        using var second = await client.GetAsync(path);
        Assert.Equal(expected.Status, (int)second.StatusCode);
    }

    [Theory]
    [MemberData(nameof(ArticlePaths))]
    public async Task Article_page_shows_what_is_expected_of_it_and_what_must_be_left_out(string path)
    {
        var expected = Expected(path);
        var document = new HtmlParser().ParseDocument(await ReadAsync(path));
        var page = Squeeze(document.Body!.TextContent);

        Assert.Equal(expected.Title, Squeeze(document.QuerySelector("h1")!.TextContent));
        Assert.Equal(expected.Language, document.DocumentElement.GetAttribute("lang") ?? expected.Language);
        Assert.Contains(expected.Standfirst!, page, StringComparison.Ordinal);
        Assert.All(expected.Authors, author => Assert.Contains(author, page, StringComparison.Ordinal));
        Assert.Contains(expected.FirstWords!, page, StringComparison.Ordinal);
        Assert.Contains(expected.LastWords!, page, StringComparison.Ordinal);
        Assert.True(page.IndexOf(expected.FirstWords!, StringComparison.Ordinal) < page.IndexOf(expected.LastWords!, StringComparison.Ordinal));
        Assert.All(expected.NotInBody, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ArticlePaths))]
    public void Article_as_filed_has_none_of_the_words_that_must_be_left_out(string path)
    {
        var expected = Expected(path);
        var address = path.Split('?')[0];
        var filed = string.Join("\n\n", DemoNewsroom.Load().Pages.First(page => page.Path == address).Body
            .Split("\n\n").Where(block => block[0] != '!'));

        Assert.Contains(expected.LastWords!, filed, StringComparison.Ordinal);
        Assert.All(expected.NotInBody, words => Assert.DoesNotContain(words, filed, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ArticlePaths))]
    public async Task Article_page_states_its_publication_date(string path)
    {
        var expected = Expected(path);
        var html = await ReadAsync(path);

        // Where only a day is expected, no machine-readable date may give more away.
        var day = expected.Published![..10];
        if (expected.Published.Length == 10)
            Assert.DoesNotContain(day, html, StringComparison.Ordinal);
        else
            Assert.Contains(expected.Published, html.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
        if (expected.Modified is { } modified)
            Assert.Contains(modified, html.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Sample_text_holds_what_is_expected_of_it_and_what_must_be_left_out(string name)
    {
        var expected = Expected(name);
        var text = DemoNewsroom.SampleText(name);

        Assert.All(
            (string[])[expected.Title!, expected.Standfirst!, expected.FirstWords!, expected.LastWords!, .. expected.Authors, .. expected.NotInBody],
            words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Corrected_article_when_fetched_again_is_its_second_version()
    {
        var expected = DemoNewsroom.Expectations().Single(item => item.Revision is not null);
        var revision = expected.Revision!;

        using var first = await client.GetAsync(expected.Path);
        var feedAfter = await client.GetStringAsync("/harbour/feed.xml");
        using var again = new HttpRequestMessage(HttpMethod.Get, expected.Path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(again);

        Assert.Contains(revision.GoneWords, await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(revision.Modified, feedAfter, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var html = await second.Content.ReadAsStringAsync();
        Assert.Contains(revision.NewWords, html, StringComparison.Ordinal);
        Assert.Contains(revision.Title, html, StringComparison.Ordinal);
        Assert.DoesNotContain(revision.GoneWords, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/harbour/2026/11/12/nairobi-water-kiosks")]
    [InlineData("/harbour/feed.xml")]
    public async Task Known_page_when_asked_for_conditionally_is_not_sent_again(string path)
    {
        using var first = await client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task Known_page_when_not_modified_since_is_not_sent_again()
    {
        using var first = await client.GetAsync("/meridian/es/bogota-semaforos");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/meridian/es/bogota-semaforos");
        again.Headers.IfModifiedSince = first.Content.Headers.LastModified;

        using var second = await client.SendAsync(again);

        Assert.Equal(new DateTimeOffset(2026, 10, 26, 16, 30, 0, TimeSpan.Zero), first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Page_when_gzip_is_accepted_is_sent_as_gzip_of_the_same_text()
    {
        const string Path = "/meridian/pt/recife-parque-dos-manguezais";
        var plain = await client.GetByteArrayAsync(Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        using var response = await client.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        var compressed = await response.Content.ReadAsByteArrayAsync();
        Assert.True(compressed.Length < plain.Length);
        using var unzipped = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(new MemoryStream(compressed), System.IO.Compression.CompressionMode.Decompress))
            await gzip.CopyToAsync(unzipped);
        Assert.Equal(plain, unzipped.ToArray());
    }

    [Fact]
    public void Page_at_another_hour_has_another_clock_and_the_same_tag()
    {
        var newsroom = DemoNewsroom.Load();
        var origin = new Uri("http://127.0.0.1:9");
        const string Path = "/meridian/de/2026/11/wiener-glockengiesserin";

        var thursday = newsroom.Respond(Path, origin, _ => 0, new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
        var friday = newsroom.Respond(Path, origin, _ => 0, new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));

        Assert.Equal(thursday.ETag, friday.ETag);
        Assert.Contains("Donnerstag, 26. November 2026", Encoding.UTF8.GetString(thursday.Body), StringComparison.Ordinal);
        Assert.Contains("Freitag, 27. November 2026", Encoding.UTF8.GetString(friday.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/harbour/feed.xml", "link")]
    [InlineData("/sitemap-news.xml", "loc")]
    [InlineData("/sitemap-pages.xml", "loc")]
    public async Task Listing_names_pages_of_this_address_only(string path, string element)
    {
        var known = DemoNewsroom.Load().Pages.Select(page => page.Path).ToHashSet(StringComparer.Ordinal);
        var listing = XDocument.Parse(await client.GetStringAsync(path));

        var addresses = listing.Descendants().Where(node => node.Name.LocalName == element && node.Value.Length > 0)
            .Select(node => new Uri(node.Value)).ToList();

        Assert.True(addresses.Count >= 15);
        Assert.All(addresses, address => Assert.Equal(server.Address.Authority, address.Authority));
        Assert.All(addresses, address => Assert.Contains(address.AbsolutePath, known));
    }

    [Fact]
    public async Task Feeds_and_news_sitemap_together_name_every_article_that_is_open_to_robots()
    {
        var listed = await client.GetStringAsync("/harbour/feed.xml") + await client.GetStringAsync("/meridian/atom.xml")
            + await client.GetStringAsync("/sitemap-pages.xml");

        Assert.All(
            DemoNewsroom.Expectations().Where(item => item.Status == 200 && item.Outcome == "stored"),
            item => Assert.Contains(item.Path, listed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Robots_file_forbids_the_drafts_and_names_the_sitemap()
    {
        var robots = await client.GetStringAsync("/robots.txt");

        Assert.Contains("Disallow: /harbour/drafts/", robots, StringComparison.Ordinal);
        Assert.Contains($"Sitemap: {server.Address}sitemap.xml", robots, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_to_read_on_lead_to_pages_that_exist()
    {
        var known = DemoNewsroom.Load().Pages.Select(page => page.Path).ToHashSet(StringComparer.Ordinal);
        var found = 0;
        foreach (var expected in DemoNewsroom.Expectations().Where(item => item.Status == 200 && item.Outcome == "stored"))
        {
            var document = new HtmlParser().ParseDocument(await ReadAsync(expected.Path));
            foreach (var link in document.QuerySelectorAll("a").Where(link => expected.NotInBody.Contains(link.TextContent)))
            {
                var address = new Uri(link.GetAttribute("href")!);
                Assert.Equal(server.Address.Authority, address.Authority);
                Assert.Contains(address.AbsolutePath, known);
                found++;
            }
        }

        Assert.True(found >= 20, $"only {found} links to read on");
    }

    [Fact]
    public async Task Old_table_page_is_windows_1252_in_bytes_and_says_latin1()
    {
        var bytes = await client.GetByteArrayAsync("/meridian/de/leipzig-bahnhof.html");

        Assert.Contains((byte)0x84, bytes);
        Assert.Contains("charset=iso-8859-1", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
    }

    private static DemoExpectation Expected(string path) =>
        DemoNewsroom.Expectations().Single(item => item.Path == path);

    // The first answer of one page is "slow down"; as a reader would, ask again.
    private async Task<string> ReadAsync(string path)
    {
        if (Expected(path).FirstStatus is not null)
            (await client.GetAsync(path)).Dispose();
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return response.Content.Headers.ContentType!.CharSet is null
            ? CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes)
            : Encoding.UTF8.GetString(bytes);
    }

    private static string Squeeze(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s]+")]
    private static partial Regex Spaces();
}
