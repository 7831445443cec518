using System.IO.Compression;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;
using State = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteBackfillInputTests() : BackfillInputTests(DatabaseProvider.Sqlite);

public sealed class PostgresBackfillInputTests() : BackfillInputTests(DatabaseProvider.Postgres);

/// <summary>What backfills read: lists, sitemaps and archives, also hostile ones.</summary>
public abstract class BackfillInputTests(DatabaseProvider provider) : BackfillHostTests(provider)
{
    [Fact]
    public async Task Sitemaps_are_fetched_through_their_index_and_cut_to_the_dates()
    {
        web.Serve("/index.xml", TestResponse.Xml(
            $"<sitemapindex><sitemap><loc>{web.At("/old.xml")}</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>{web.At("/a.xml")}</loc></sitemap>"
            + $"<sitemap><loc>{web.At("/b.xml.gz")}</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>{web.At("/index.xml")}</loc></sitemap></sitemapindex>"));
        web.Serve("/a.xml", TestResponse.Xml($"<urlset>{Entry("/a1", "2025-02-01")}{Entry("/a2", "2025-03-01")}{Entry("/a3", null)}</urlset>"));
        web.Serve("/b.xml.gz", new TestResponse { Body = Gzip(Encoding.UTF8.GetBytes($"<urlset>{Entry("/b1", "2025-03-31T23:00:00Z")}{Entry("/b2", "2025-04-01")}</urlset>")) });
        var wish = new Backfill
        {
            Kind = Kind.Sitemap,
            Inputs = { new BackfillInput { Label = web.At("/index.xml").AbsoluteUri } },
            Since = Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero)),
            Until = Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero)),
        };

        var ended = await EndedAsync((await host.Client.CreateBackfillAsync(new CreateBackfillRequest { Backfill = wish })).Name);

        Assert.Equal((State.Succeeded, 5L, 3L, 2L), (ended.State, ended.Total, ended.Skipped, ended.Outcomes.Single().Pages));
        Assert.Equal(["/a2", "/b1"], web.Requests.Select(request => request.Path).Where(path => path.Length == 3).Order(StringComparer.Ordinal));
        Assert.Empty(web.RequestsFor("/old.xml"));
        Assert.Single(web.RequestsFor("/index.xml"));
        Assert.True(Assert.Single(ended.Inputs).Complete);

        string Entry(string path, string? modified) => $"<url><loc>{web.At(path)}</loc>{(modified is null ? "" : $"<lastmod>{modified}</lastmod>")}</url>";
    }

    [Fact]
    public async Task What_an_index_names_and_is_no_address_is_told()
    {
        web.Serve("/index.xml", TestResponse.Xml(
            $"<sitemapindex><sitemap><loc>ftp://example.org/x.xml</loc></sitemap><sitemap><loc>{web.At("/a.xml")}</loc></sitemap></sitemapindex>"));
        web.Serve("/a.xml", TestResponse.Xml($"<urlset><url><loc>{web.At("/a1")}</loc></url><url><loc>gopher://example.org/</loc></url></urlset>"));

        var ended = await EndedAsync((await host.Client.CreateBackfillAsync(
            new CreateBackfillRequest { Backfill = new Backfill { Kind = Kind.Sitemap, Inputs = { new BackfillInput { Label = web.At("/index.xml").AbsoluteUri } } } })).Name);

        Assert.Equal((State.Succeeded, 3L, 2L, 1L), (ended.State, ended.Total, ended.Refused, ended.Outcomes.Single().Pages));
        Assert.Equal(2, ended.Problems.Count);
        Assert.StartsWith($"{web.At("/index.xml")}, record 1: ", ended.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith($"{web.At("/a.xml")}, record 2: ", ended.Problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/missing.xml", "404")]
    [InlineData("/page.html", "no sitemap")]
    [InlineData("/forbidden.xml", "robots.txt forbids")]
    public async Task Sitemap_that_cannot_be_read_fails_its_backfill_with_the_reason(string path, string word)
    {
        web.Fallback = _ => TestResponse.Empty(404);
        web.Serve("/robots.txt", TestResponse.Text("User-agent: *\nDisallow: /forbidden\n"));
        web.Serve("/page.html", TestResponse.Html("<html><p>no sitemap"));

        var ended = await EndedAsync((await host.Client.CreateBackfillAsync(
            new CreateBackfillRequest { Backfill = new Backfill { Kind = Kind.Sitemap, Inputs = { new BackfillInput { Label = web.At(path).AbsoluteUri } } } })).Name);

        Assert.Equal(State.Failed, ended.State);
        Assert.Contains(word, ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_becomes_captures_at_their_own_times_and_nothing_is_fetched()
    {
        // As others write them: the body as it was sent, an answer that is no page, a record of another kind.
        var chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"u8.ToArray();
        var packed = Gzip("<p>packed"u8.ToArray());
        byte[] body = [.. chunked, .. Encoding.ASCII.GetBytes($"{packed.Length:x}\r\n"), .. packed, .. "\r\n0\r\n\r\n"u8];
        byte[] file =
        [
            .. WarcCapture.WriteInfo(Then, new KeyValuePair<string, string>("software", "another")),
            .. PageRecord("https://old.example/1", "<p>one"),
            .. PageRecord("https://old.example/2", "<p>two"),
            .. Record("response", "https://old.example/3", body),
            .. Record("response", "https://old.example/redirect", "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"u8.ToArray()),
            .. Record("response", "https://old.example/image", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"u8.ToArray()),
            .. Record("response", "https://old.example/broken", "no HTTP"u8.ToArray()),
            .. Record("response", "ftp://old.example/file", "x"u8.ToArray()),
        ];

        var ended = await EndedAsync(await StartAsync(Kind.Warc, "news.warc.gz", file));

        Assert.Equal((State.Succeeded, 3L, 1L), (ended.State, ended.Outcomes.Single().Pages, ended.Refused));
        Assert.Contains("no HTTP status line", Assert.Single(ended.Problems), StringComparison.Ordinal);
        Assert.Empty(web.Requests);
        Assert.Equal(["<p>one", "<p>packed", "<p>two"], (await Task.WhenAll(host.Announced.Heard.Select(heard => DownloadAsync(heard.Message.Capture)))).Order(StringComparer.Ordinal));
        var first = host.Announced.Heard.First(heard => heard.Message.Page.Url == "https://old.example/1").Message;
        Assert.Equal((Then, Lane.Backfill, 200), (first.Page.FetchTime.ToDateTimeOffset(), first.Page.Lane, first.Status));
        Assert.Equal(CaptureKind.HandedIn, (await host.Client.GetCaptureAsync(new GetCaptureRequest { Name = first.Capture })).Kind);

        // The same archive again: all of it is known.
        var again = await EndedAsync(await StartAsync(Kind.Warc, "news.warc.gz", file));
        Assert.Equal((State.Succeeded, 3L), (again.State, again.Outcomes.Single().Pages));
        Assert.Equal(3, host.Announced.Heard.Count);
    }

    [Fact]
    public async Task Archive_that_has_a_state_of_a_page_several_times_keeps_its_bytes_once()
    {
        byte[] file =
        [
            .. PageRecord("https://old.example/1", "<p>before"),
            .. PageRecord("https://old.example/1", "<p>before"),
            .. PageRecord("https://old.example/1", "<p>after"),
            .. PageRecord("https://old.example/1", "<p>before"),
        ];

        var ended = await EndedAsync(await StartAsync(Kind.Warc, "news.warc.gz", file));

        Assert.Equal((State.Succeeded, 1L), (ended.State, ended.Outcomes.Single().Pages));
        Assert.Equal(2, await CountAsync("SELECT COUNT(*) FROM capture"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(host.Host.Get<ServerOptions>().DataFolder, "blobs"), "*", SearchOption.AllDirectories).Length);
        // What the archive has last is what the page shows.
        Assert.Equal("<p>before", await DownloadAsync(host.Announced.Heard.Last().Message.Capture));
    }

    [Fact]
    public async Task Large_archive_survives_a_restart_in_the_middle()
    {
        byte[] file = [.. Enumerable.Range(0, 150).SelectMany(i => PageRecord($"https://old.example/{i}", $"<p>{i}"))];
        var name = await StartAsync(Kind.Warc, "large.warc.gz", file);
        await Wait.UntilAsync(() => host.Announced.Heard.Count > 20, "a beginning");
        await host.DisposeAsync();
        await StartAsync();

        var ended = await EndedAsync(name);

        Assert.Equal((State.Succeeded, 150L, 450L - 150L), (ended.State, ended.Outcomes.Single().Pages, ended.Total));
        Assert.Equal(150, await CountAsync("SELECT COUNT(*) FROM capture"));
    }

    [Theory]
    [InlineData("cut", "ends after")]
    [InlineData("damaged", "damaged")]
    [InlineData("garbage", "not with WARC/")]
    [InlineData("empty", "no record")]
    public async Task Hostile_archive_fails_with_the_reason_and_keeps_what_came_before(string how, string word)
    {
        byte[] one = PageRecord("https://old.example/1", "<p>one");
        var two = PageRecord("https://old.example/2", "<p>" + string.Concat(Enumerable.Range(0, 5000)));
        byte[] file = how switch
        {
            "cut" => [.. one, .. two[..(two.Length / 2)]],
            "damaged" => [.. one, .. two[..500], .. new byte[100], .. two[600..]],
            "garbage" => Gzip("<html>no archive at all"u8.ToArray()),
            _ => [],
        };

        var ended = await EndedAsync(await StartAsync(Kind.Warc, "bad.warc.gz", file));

        Assert.Equal(State.Failed, ended.State);
        Assert.Contains(word, ended.Reason, StringComparison.Ordinal);
        Assert.Equal(how is "cut" or "damaged" ? 1 : 0, ended.Outcomes.Sum(count => count.Pages));
    }

    [Theory]
    [InlineData("cut", "cut short")]
    [InlineData("damaged", "")]
    [InlineData("empty", "no address")]
    public async Task Hostile_list_fails_with_the_reason(string how, string word)
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"nonsense-{i * 7919}\n"))));
        byte[] file = how switch
        {
            "cut" => packed[..(packed.Length / 2)],
            "damaged" => [.. packed[..1000], .. Enumerable.Repeat((byte)0xFF, 200), .. packed[1200..]],
            _ => [],
        };

        var ended = await EndedAsync(await StartAsync(Kind.List, "bad.txt.gz", file));

        Assert.Equal(State.Failed, ended.State);
        Assert.Contains(word, ended.Reason, StringComparison.Ordinal);
        Assert.InRange(ended.Problems.Count, 0, 20);
    }

    [Fact]
    public async Task List_of_one_endless_line_is_one_refused_record()
    {
        var ended = await EndedAsync(await StartAsync(Kind.List, "line.csv.gz", Gzip(new byte[20 << 20])));

        Assert.Equal((State.Succeeded, 1L, 1L), (ended.State, ended.Total, ended.Refused));
        Assert.InRange(Assert.Single(ended.Problems).Length, 10, 600);
    }

    private async Task<string> DownloadAsync(string name)
    {
        using var call = host.Client.DownloadCapture(new DownloadCaptureRequest { Name = name });
        using var whole = new MemoryStream();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            call.ResponseStream.Current.Data.WriteTo(whole);
        }

        return Encoding.UTF8.GetString(whole.ToArray());
    }

    private static byte[] PageRecord(string url, string html) =>
        WarcCapture.Write(new WarcCapture(new Uri(url), Then, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", Encoding.UTF8.GetBytes(html)));

    private static byte[] Record(string type, string url, byte[] block)
    {
        var head = $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:{Guid.NewGuid()}>\r\nWARC-Date: 2025-03-01T12:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            + $"Content-Type: application/http; msgtype=response\r\nContent-Length: {block.Length}\r\n\r\n";
        return Gzip([.. Encoding.ASCII.GetBytes(head), .. block, .. "\r\n\r\n"u8]);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
