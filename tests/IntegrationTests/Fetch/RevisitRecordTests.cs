using System.IO.Compression;
using System.Text;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Node;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteRevisitRecordTests() : RevisitRecordTests(DatabaseProvider.Sqlite);

public sealed class PostgresRevisitRecordTests() : RevisitRecordTests(DatabaseProvider.Postgres);

/// <summary>A payload that is kept already is referred to, and nobody who asks for it need know.</summary>
public abstract class RevisitRecordTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Page = "<p>Der Fluss steigt auf fünf Meter";

    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        host = await FetchHost.StartAsync(await FetchHost.SettingsAsync(provider));
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task Page_that_is_the_same_again_is_kept_as_a_revisit_and_downloaded_as_the_original()
    {
        web.Serve("/a", TestResponse.Html(Page));
        var first = await FetchAsync("/a", 1);
        var second = await FetchAsync("/a", 2);
        var third = await FetchAsync("/a", 3);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        var revisit = await GetAsync(third);
        Assert.Equal((CaptureKind.Revisit, first, WarcCapture.DigestOf(Encoding.UTF8.GetBytes(Page))), (revisit.Kind, revisit.RefersTo, revisit.PayloadDigest));
        Assert.Equal((200, "text/html; charset=utf-8"), (revisit.Status, Header(revisit, "Content-Type")));
        Assert.Equal((CaptureKind.Response, ""), await GetAsync(first) is var original ? (original.Kind, original.RefersTo) : default);
        Assert.Equal(Page, await DownloadAsync(third));
        Assert.Equal(Page, await ReadAsync(second));
        var records = await RecordsAsync(second);
        Assert.Equal(["request", "revisit", "metadata"], records.Select(record => record.Type));
        Assert.Equal((await RecordsAsync(first))[1].Header("WARC-Record-ID"), records[1].Header("WARC-Refers-To"));
    }

    [Fact]
    public async Task Same_payload_at_another_address_is_a_revisit_of_the_first()
    {
        web.Serve("/a", TestResponse.Html(Page)).Serve("/b", TestResponse.Html(Page)).Serve("/c", TestResponse.Html(Page + "!"));
        var first = await FetchAsync("/a", 1);

        var same = await GetAsync(await FetchAsync("/b", 1));
        var other = await GetAsync(await FetchAsync("/c", 1));

        Assert.Equal((CaptureKind.Revisit, first, web.At("/b").AbsoluteUri), (same.Kind, same.RefersTo, same.Url));
        Assert.Equal((CaptureKind.Response, ""), (other.Kind, other.RefersTo));
        Assert.Equal(web.At("/a").AbsoluteUri, (await RecordsAsync(same.Name))[1].Header("WARC-Refers-To-Target-URI"));
    }

    [Fact]
    public async Task Page_is_kept_as_it_was_sent_and_is_the_same_however_it_is_packed()
    {
        web.Serve("/a", Packed("gzip", CompressionLevel.Optimal)).Serve("/b", Packed("gzip", CompressionLevel.NoCompression)).Serve("/c", Packed("br", CompressionLevel.Optimal));
        var first = await FetchAsync("/a", 1);

        var original = await RecordsAsync(first);
        Assert.EndsWith(Encoding.Latin1.GetString(Packed("gzip", CompressionLevel.Optimal).Body.Span), Encoding.Latin1.GetString(original[1].Content.Span), StringComparison.Ordinal);
        var kept = await GetAsync(first);
        Assert.Equal(("gzip", WarcCapture.DigestOf(Encoding.UTF8.GetBytes(Page)), Page.Length + 1), (Header(kept, "Content-Encoding"), kept.PayloadDigest, kept.Size));
        foreach (var path in new[] { "/a", "/b", "/c" })
        {
            var name = await FetchAsync(path, path == "/a" ? 2 : 1);
            var revisit = await GetAsync(name);
            Assert.Equal((CaptureKind.Revisit, first, kept.PayloadDigest), (revisit.Kind, revisit.RefersTo, revisit.PayloadDigest));
            Assert.Equal(("gzip", path == "/c" ? "br" : path == "/b" ? "gzip" : null), (Header(revisit, "Content-Encoding"), Header(revisit, "X-Archive-Orig-Content-Encoding")));
            Assert.Equal(original[1].Header("WARC-Payload-Digest"), (await RecordsAsync(name))[1].Header("WARC-Payload-Digest"));
            Assert.Equal((Page, Page), (await DownloadAsync(name), await ReadAsync(name)));
        }
    }

    [Fact]
    public async Task Page_that_was_not_modified_leaves_a_revisit_of_that_profile()
    {
        var feed = "<rss version='2.0'><channel><title>F</title><item><link>{0}</link><title>A</title><pubDate>{1}</pubDate></item></channel></rss>";
        var updated = DateTimeOffset.UtcNow.AddHours(-1);
        web.Serve("/a", request => request.Headers.ContainsKey("If-None-Match")
            ? new TestResponse { Status = 304, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["ETag"] = "\"1\"" } }
            : TestResponse.Html(Page) with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html", ["ETag"] = "\"1\"" } });
        web.Serve("/feed", _ => TestResponse.Xml(string.Format(System.Globalization.CultureInfo.InvariantCulture, feed, web.At("/a"), updated.ToString("R", System.Globalization.CultureInfo.InvariantCulture))));
        await host.AddSourceAsync(web.At("/feed"), SourceKind.Feed);
        var announced = await host.Announced.FirstAsync();
        await host.SettleAsync(announced);
        updated = DateTimeOffset.UtcNow.AddMinutes(1);

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Steps.Any(step => step.Step == "unchanged"));

        var name = "captures/" + trace.Steps.First(step => step.Step == "unchanged").Detail.Split("captures/")[1];
        var revisit = await GetAsync(name);
        Assert.Equal((CaptureKind.NotModified, announced.Capture, 304), (revisit.Kind, revisit.RefersTo, revisit.Status));
        var records = await RecordsAsync(name);
        Assert.Equal(WarcCapture.NotModifiedProfile, records[1].Header("WARC-Profile"));
        Assert.Contains("If-None-Match: \"1\"\r\n", Encoding.UTF8.GetString(records[0].Content.Span), StringComparison.Ordinal);
        Assert.Equal(Page, await DownloadAsync(name));
        Assert.Equal(announced.Capture, trace.Capture);
    }

    [Fact]
    public async Task Revisit_is_not_written_when_the_original_is_lost()
    {
        web.Serve("/a", TestResponse.Html(Page));
        var first = await FetchAsync("/a", 1);
        await host.Host.Get<IBlobStore>().WriteAsync(await KeptBlobs.KeyAsync(host.Host, PageId(first)), new byte[10], CancellationToken.None);

        var second = await FetchAsync("/a", 2);

        Assert.Equal(first, second);
        Assert.Equal(Page, await ReadAsync(first));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Revisit_whose_original_is_lost_is_told_as_such_and_read_once_it_is_whole_itself(bool withItsRow)
    {
        web.Serve("/a", TestResponse.Html(Page));
        var first = await FetchAsync("/a", 1);
        var second = await FetchAsync("/a", 2);
        await host.Host.Get<IBlobStore>().WriteAsync(await KeptBlobs.KeyAsync(host.Host, PageId(first)), new byte[10], CancellationToken.None);
        if (withItsRow)
        {
            await host.Host.Get<Database>().WriteAsync(
                (connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "DELETE FROM capture WHERE refers_to = ''", transaction: transaction), CancellationToken.None);
        }

        Assert.Contains("gone or torn", (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(second))).Message, StringComparison.Ordinal);
        // Killed between the blob and the row.
        await host.Host.Get<IBlobStore>().WriteAsync(
            PageId(second), WarcCapture.Write(new WarcCapture(web.At("/a"), DateTimeOffset.UnixEpoch, "HTTP/1.1 200 OK\r\n", Encoding.UTF8.GetBytes(Page))), CancellationToken.None);

        Assert.Equal(Page, await ReadAsync(second));
    }

    [Fact]
    public async Task Capture_of_an_earlier_version_is_read_and_referred_to()
    {
        web.Serve("/a", TestResponse.Html(Page));
        var first = await FetchAsync("/a", 1);
        // As it was before captures said what they are: two records, a row without a digest.
        await host.Host.Get<IBlobStore>().WriteAsync(
            PageId(first), WarcCapture.Write(new WarcCapture(web.At("/a"), DateTimeOffset.UnixEpoch, "HTTP/1.1 200 OK\r\n", Encoding.UTF8.GetBytes(Page))), CancellationToken.None);
        await host.Host.Get<Database>().WriteAsync(
            (connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "UPDATE capture SET digest = '', kind = 1, kept_in = '', kept_at = 0, kept_length = 0", transaction: transaction), CancellationToken.None);

        var revisit = await GetAsync(await FetchAsync("/a", 2));

        Assert.Equal((CaptureKind.Revisit, first), (revisit.Kind, revisit.RefersTo));
        Assert.Equal("1970-01-01T00:00:00.000Z", (await RecordsAsync(revisit.Name))[1].Header("WARC-Refers-To-Date"));
        Assert.StartsWith("sha256:", (await GetAsync(first)).PayloadDigest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_robots_txt_and_the_answer_say_of_use_by_machines_stands_in_the_capture()
    {
        web.Serve("/robots.txt", TestResponse.Text("User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n"));
        web.Serve("/a", TestResponse.Html(Page) with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html", ["X-Robots-Tag"] = "noai", ["TDM-Reservation"] = "1" } });

        var metadata = Encoding.UTF8.GetString((await RecordsAsync(await FetchAsync("/a", 1)))[2].Content.Span);

        Assert.Contains("robots: allowed by Allow: /\r\n", metadata, StringComparison.Ordinal);
        Assert.Contains("aiUse: robots.txt Content-Signal: search=yes, ai-train=no\r\n", metadata, StringComparison.Ordinal);
        Assert.Contains("aiUse: header X-Robots-Tag: noai\r\n", metadata, StringComparison.Ordinal);
        Assert.Contains("aiUse: header TDM-Reservation: 1\r\n", metadata, StringComparison.Ordinal);
    }

    [NodeFact(WarcTool.Package, WarcTool.Version)]
    public async Task Captures_put_end_to_end_are_read_by_warcio_with_sound_digests()
    {
        web.Serve("/a", Packed("gzip", CompressionLevel.Optimal));
        string[] names = [await FetchAsync("/a", 1), await FetchAsync("/a", 2)];
        var path = Path.Combine(ScratchFolder.Create("warc"), "captures.warc.gz");
        await using (var file = File.Create(path))
        {
            foreach (var name in names)
            {
                await using var blob = await host.Host.Get<IBlobStore>().OpenAsync(await KeptBlobs.KeyAsync(host.Host, PageId(name)), CancellationToken.None);
                await blob!.CopyToAsync(file);
            }
        }

        var records = await WarcTool.ReadAsync(path);

        Assert.Equal(["request", "response", "metadata", "request", "revisit", "metadata"], records.Select(record => record.GetProperty("type").GetString()));
        Assert.All(records, record => Assert.True(record.GetProperty("blockDigest").GetBoolean(), record.ToString()));
        Assert.True(records[1].GetProperty("payloadMatches").GetBoolean());
        Assert.Equal("127.0.0.1", records[1].GetProperty("ip").GetString());
        Assert.Equal(records[1].GetProperty("id").GetString(), records[4].GetProperty("refersTo").GetString());
        Assert.Equal(records[1].GetProperty("payloadDigest").GetString(), records[4].GetProperty("payloadDigest").GetString());
        // Each record is a gzip member of its own: warcio tells where it starts.
        Assert.Equal(6, records.Select(record => record.GetProperty("offset").GetInt64()).Distinct().Count());
    }

    private static TestResponse Packed(string coding, CompressionLevel level)
    {
        using var target = new MemoryStream();
        using (Stream packing = coding == "br" ? new BrotliStream(target, level, leaveOpen: true) : new GZipStream(target, level, leaveOpen: true))
        {
            packing.Write(Encoding.UTF8.GetBytes(Page));
        }

        return new TestResponse
        {
            Body = target.ToArray(),
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html; charset=utf-8", ["Content-Encoding"] = coding },
        };
    }

    private static string PageId(string capture) => capture.Split('/')[1];

    private static string? Header(Capture capture, string name) => capture.Headers.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>Fetches a page and settles it; gives the name of its capture.</summary>
    private async Task<string> FetchAsync(string path, int fetch)
    {
        await host.SubmitAsync(web.At(path));
        await Wait.UntilAsync(() => host.Announced.Heard.Any(m => m.Message.Page.Url == web.At(path).AbsoluteUri && m.Message.Page.Fetch == fetch), $"fetch {fetch} of {path}");
        var announced = host.Announced.Heard.First(m => m.Message.Page.Url == web.At(path).AbsoluteUri && m.Message.Page.Fetch == fetch).Message;
        await host.SettleAsync(announced);
        return announced.Capture;
    }

    /// <summary>As after a restart, when the body is not among the latest.</summary>
    private async Task<string> ReadAsync(string name)
    {
        var store = new CaptureStore(host.Host.Get<Database>(), host.Host.Get<CaptureBlobs>(), new RecentCaptures(), TimeProvider.System);
        return Encoding.UTF8.GetString((await store.ReadBodyAsync(PageId(name), CancellationToken.None))!.Value.Span);
    }

    private async Task<Capture> GetAsync(string name) => await host.Client.GetCaptureAsync(new GetCaptureRequest { Name = name, View = CaptureView.Full });

    private async Task<List<WarcRecord>> RecordsAsync(string name)
    {
        await using var blob = await host.Host.Get<IBlobStore>().OpenAsync(await KeptBlobs.KeyAsync(host.Host, PageId(name)), CancellationToken.None);
        using var reader = new WarcReader(blob!);
        var records = new List<WarcRecord>();
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        Assert.Null(reader.Fault);
        return records;
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
}
