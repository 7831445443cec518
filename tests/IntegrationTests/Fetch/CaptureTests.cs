using System.Text;
using Dapper;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Pages' bytes, as clients and archive tools get them.</summary>
public sealed class CaptureTests : IAsyncLifetime
{
    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        host = await FetchHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task Capture_is_downloaded_in_chunks_as_it_was_served()
    {
        var body = new byte[200_000];
        new Random(7).NextBytes(body);
        web.Serve("/a", new TestResponse { Body = body, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html" } });
        await host.SubmitAsync(web.At("/a"));
        var name = (await host.Announced.FirstAsync()).Capture;

        using var call = host.Client.DownloadCapture(new DownloadCaptureRequest { Name = name });
        using var whole = new MemoryStream();
        var chunks = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            chunks++;
            Assert.InRange(call.ResponseStream.Current.Data.Length, 1, 64 << 10);
            call.ResponseStream.Current.Data.WriteTo(whole);
        }

        Assert.Equal(body, whole.ToArray());
        Assert.Equal(4, chunks);
        var capture = await host.Client.GetCaptureAsync(new GetCaptureRequest { Name = name });
        Assert.Equal((web.At("/a").AbsoluteUri, "text/html", 200_000), (capture.Url, capture.ContentType, capture.Size));
    }

    [Fact]
    public async Task Capture_is_a_warc_that_archive_tools_read()
    {
        web.Serve("/from", TestResponse.Redirect("/a"));
        web.Serve("/a", TestResponse.Html("<p>Fünf Meter"));
        await host.SubmitAsync(web.At("/from"));
        var id = (await host.Announced.FirstAsync()).Capture.Split('/')[1];
        var path = await KeptBlobs.FileAsync(host.Host, id);

        using var reader = new WarcReader(File.OpenRead(path));
        var request = reader.Read()!;
        var response = reader.Read()!;
        var metadata = reader.Read()!;

        Assert.Null(reader.Read());
        Assert.Null(reader.Fault);
        Assert.Equal("request", request.Type);
        Assert.StartsWith("GET /a HTTP/1.1\r\nHost: 127.0.0.1:", Encoding.UTF8.GetString(request.Content.Span), StringComparison.Ordinal);
        Assert.Equal(("response", web.At("/a").AbsoluteUri), (response.Type, response.TargetUri));
        Assert.EndsWith("\r\n\r\n<p>Fünf Meter", Encoding.UTF8.GetString(response.Content.Span), StringComparison.Ordinal);
        Assert.Equal("metadata", metadata.Type);
        Assert.Contains($"redirect: 301 {web.At("/from")}", Encoding.UTF8.GetString(metadata.Content.Span), StringComparison.Ordinal);
        var plain = await Command.RunAsync("zcat", ["--force", path], TimeSpan.FromSeconds(10));
        Assert.Equal(0, plain.ExitCode);
        Assert.StartsWith("WARC/1.1", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_handed_in_is_kept_and_announced_once_for_its_request()
    {
        var request = new IngestPageRequest
        {
            Url = "https://news.example/a?utm_source=x",
            Content = Google.Protobuf.ByteString.CopyFromUtf8("<p>handed in"),
            ContentType = "text/html",
            RequestId = "1",
        };

        var trace = await host.Client.IngestPageAsync(request);
        await host.Client.IngestPageAsync(request);

        var announced = await host.Announced.FirstAsync();
        Assert.Equal(("https://news.example/a", trace.Capture, 0), (announced.Page.Url, announced.Capture, announced.Status));
        Assert.Equal("<p>handed in", await DownloadAsync(announced.Capture));
        await Task.Delay(300);
        Assert.Single(host.Announced.Heard);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Capture_that_a_crash_left_torn_is_whole_again_when_the_page_comes_again(int left)
    {
        var request = new IngestPageRequest { Url = "https://news.example/torn", Content = Google.Protobuf.ByteString.CopyFromUtf8("<p>handed in"), ContentType = "text/html" };
        var capture = (await host.Client.IngestPageAsync(request)).Capture;
        var path = await KeptBlobs.FileAsync(host.Host, capture.Split('/')[1]);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..left]);

        await host.Client.IngestPageAsync(request);

        Assert.Equal("<p>handed in", await DownloadAsync(capture));
    }

    [Fact]
    public async Task Capture_that_is_whole_stays_as_it_was_first_kept()
    {
        var request = new IngestPageRequest { Url = "https://news.example/whole", Content = Google.Protobuf.ByteString.CopyFromUtf8("<p>handed in"), ContentType = "text/html" };
        var path = await KeptBlobs.FileAsync(host.Host, (await host.Client.IngestPageAsync(request)).Capture.Split('/')[1]);
        // A WARC record holds its time, to the millisecond.
        var kept = await File.ReadAllBytesAsync(path);

        await host.Client.IngestPageAsync(request);

        Assert.Equal(kept, await File.ReadAllBytesAsync(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Capture_of_an_earlier_version_is_known_when_the_page_is_handed_in_again(bool hadDigest)
    {
        var request = new IngestPageRequest { Url = "https://news.example/old", Content = Google.Protobuf.ByteString.CopyFromUtf8("<p>handed in"), ContentType = "text/html" };
        var id = (await host.Client.IngestPageAsync(request)).Capture.Split('/')[1];
        // Ids were of the address and the bytes themselves, and blobs named as the captures are.
        var earlier = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("https://news.example/old\n<p>handed in"u8))[..40];
        var (now, then) = (await KeptBlobs.FileAsync(host.Host, id), KeptBlobs.FileOf(host.Host, earlier));
        Directory.CreateDirectory(Path.GetDirectoryName(then)!);
        File.Move(now, then);
        await host.Host.Services.GetRequiredKeyedService<Database>("fetch").WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE capture SET id = @earlier, kept_in = '', digest = CASE WHEN @hadDigest THEN digest ELSE '' END", new { earlier, hadDigest }, transaction),
            CancellationToken.None);

        var again = (await host.Client.IngestPageAsync(request)).Capture;

        Assert.Equal(("captures/" + earlier, "<p>handed in"), (again, await DownloadAsync(again)));
        Assert.Equal(then, Assert.Single(Directory.GetFiles(Path.Combine(host.Host.Get<ServerOptions>().DataFolder, "blobs"), "*", SearchOption.AllDirectories)));
    }

    [Theory]
    [InlineData("captures/0123456789abcdef", StatusCode.NotFound, "CAPTURE_NOT_FOUND")]
    [InlineData("captures/x", StatusCode.NotFound, "CAPTURE_NOT_FOUND")]
    [InlineData("captures/..........", StatusCode.NotFound, "CAPTURE_NOT_FOUND")]
    [InlineData("captures/", StatusCode.InvalidArgument, "INVALID_FIELD")]
    [InlineData("captures/../../../etc/passwd", StatusCode.InvalidArgument, "INVALID_FIELD")]
    [InlineData("pages/0123456789abcdef", StatusCode.InvalidArgument, "INVALID_FIELD")]
    public async Task Capture_that_is_none_is_refused(string name, StatusCode status, string reason)
    {
        await SourceTests.RefusedAsync(status, reason, () => DownloadAsync(name));
        await SourceTests.RefusedAsync(status, reason, () => host.Client.GetCaptureAsync(new GetCaptureRequest { Name = name }).ResponseAsync);
    }

    [Fact]
    public async Task Requests_on_pages_are_checked_each_address_on_its_own()
    {
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_URL", () => host.Client.SubmitUrlAsync(new SubmitUrlRequest { Url = "javascript:alert(1)" }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => host.Client.SubmitUrlAsync(new SubmitUrlRequest { Url = "https://a.example/", RequestId = "nul \0" }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => host.Client.SubmitUrlAsync(new SubmitUrlRequest { Url = "https://a.example/", Lane = (Lane)9 }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.NotFound, "PAGE_NOT_FOUND", () => host.Client.TraceUrlAsync(new TraceUrlRequest { Url = "https://never.example/" }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.NotFound, "PAGE_NOT_FOUND", () => host.Client.ReplayPageAsync(new ReplayPageRequest { Name = "pages/none" }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => host.Client.SubmitUrlsAsync(new SubmitUrlsRequest()).ResponseAsync);

        var response = await host.Client.SubmitUrlsAsync(new SubmitUrlsRequest { Urls = { "https://no-such-host.invalid/a", "nonsense", "https://no-such-host.invalid/b" } });

        Assert.Equal([true, false, true], response.Results.Select(r => r.Refusal.Length == 0));
        Assert.Equal([true, false, true], response.Results.Select(r => r.Page.Length > 0));
        var first = await host.Client.ListTracesAsync(new ListTracesRequest { PageSize = 1 });
        var second = await host.Client.ListTracesAsync(new ListTracesRequest { PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal("", second.NextPageToken);
        Assert.NotEqual(Assert.Single(first.Traces).Name, Assert.Single(second.Traces).Name);
        await SourceTests.RefusedAsync(
            StatusCode.InvalidArgument,
            "INVALID_PAGE_TOKEN",
            () => host.Client.ListTracesAsync(new ListTracesRequest { PageSize = 1, PageToken = first.NextPageToken, Quarantined = true }).ResponseAsync);
    }

    private async Task<string> DownloadAsync(string name)
    {
        using var call = host.Client.DownloadCapture(new DownloadCaptureRequest { Name = name });
        var text = new StringBuilder();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            text.Append(call.ResponseStream.Current.Data.ToStringUtf8());
        }

        return text.ToString();
    }
}
