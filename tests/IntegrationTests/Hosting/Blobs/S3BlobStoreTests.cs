using System.Globalization;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.IntegrationTests.Fetch;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Node;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Hosting.Blobs;

/// <summary>The bucket as a store of blobs, against a local server.</summary>
public sealed class S3BlobStoreTests
{
    [NodeFact(S3Server.Package, S3Server.Version)]
    public async Task Blob_is_read_back_replaced_and_deleted()
    {
        await using var server = await S3Server.StartAsync();
        using var store = new S3BlobStore(OptionsOf(server));
        Assert.Null(await store.OpenAsync("0123456789", CancellationToken.None));

        await store.WriteAsync("0123456789", "first"u8.ToArray(), CancellationToken.None);
        Assert.Equal("first", await ReadAsync(store, "0123456789"));
        await store.WriteAsync("0123456789", "xsecondx"u8.ToArray().AsMemory(1, 6), CancellationToken.None);
        Assert.Equal("second", await ReadAsync(store, "0123456789"));
        Assert.Equal("captures", Path.GetFileName(Path.GetDirectoryName(Assert.Single(server.Files))));

        await store.DeleteAsync("0123456789", CancellationToken.None);
        await store.DeleteAsync("0123456789", CancellationToken.None);
        Assert.Null(await store.OpenAsync("0123456789", CancellationToken.None));
        Assert.Empty(server.Files);
    }

    [NodeFact(S3Server.Package, S3Server.Version)]
    public async Task Part_of_a_blob_is_read_and_nothing_beyond_its_end()
    {
        await using var server = await S3Server.StartAsync();
        using var store = new S3BlobStore(OptionsOf(server));
        await store.WriteAsync("0123456789", "first second"u8.ToArray(), CancellationToken.None);

        Assert.Equal("second"u8.ToArray(), await store.ReadAsync("0123456789", 6, 6, CancellationToken.None));
        Assert.Null(await store.ReadAsync("0123456789", 6, 7, CancellationToken.None));
        Assert.Null(await store.ReadAsync("0123456789", 20, 1, CancellationToken.None));
        Assert.Null(await store.ReadAsync("9876543210", 0, 1, CancellationToken.None));
    }

    [NodeFact(S3Server.Package, S3Server.Version)]
    public async Task Blobs_are_listed_by_the_beginning_of_their_keys()
    {
        await using var server = await S3Server.StartAsync();
        using var store = new S3BlobStore(OptionsOf(server));
        var elsewhere = OptionsOf(server);
        elsewhere.Prefix = "captures/ab/";
        using var below = new S3BlobStore(elsewhere);
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        foreach (var key in new[] { "ab00000000", "ab11111111", "ac00000000" })
        {
            await store.WriteAsync(key, new byte[1], CancellationToken.None);
        }

        await below.WriteAsync("ab00000000", new byte[1], CancellationToken.None);
        await server.KeepsAsync(4);

        var found = await store.ListAsync("ab", CancellationToken.None).ToListAsync();

        Assert.Equal(["ab00000000", "ab11111111"], found.Select(blob => blob.Key).Order(StringComparer.Ordinal));
        Assert.All(found, blob => Assert.InRange(blob.Written, before, before.AddHours(1)));
        Assert.Equal(0, await store.ListAsync("00", CancellationToken.None).CountAsync());
    }

    [NodeFact(S3Server.Package, S3Server.Version)]
    public async Task Empty_and_large_blobs_survive()
    {
        await using var server = await S3Server.StartAsync();
        using var store = new S3BlobStore(OptionsOf(server));
        var large = new byte[9_000_000];
        new Random(3).NextBytes(large);

        await store.WriteAsync("empty00000", default, CancellationToken.None);
        await store.WriteAsync("large00000", large, CancellationToken.None);

        await using var empty = await store.OpenAsync("empty00000", CancellationToken.None);
        Assert.Equal(0, empty!.Length);
        await using var blob = await store.OpenAsync("large00000", CancellationToken.None);
        var back = new byte[blob!.Length];
        await blob.ReadExactlyAsync(back);
        Assert.Equal(large, back);
    }

    [NodeFact(S3Server.Package, S3Server.Version)]
    public async Task Wrong_key_or_bucket_is_told_without_the_secret()
    {
        await using var server = await S3Server.StartAsync();
        var wrong = OptionsOf(server);
        (wrong.AccessKey, wrong.SecretKey) = ("NOBODY", "a-wrong-secret");
        using var refused = new S3BlobStore(wrong);
        var elsewhere = OptionsOf(server);
        elsewhere.Bucket = "elsewhere";
        using var absent = new S3BlobStore(elsewhere);

        var fault = await Assert.ThrowsAsync<BlobStoreAwayException>(() => refused.WriteAsync("0123456789", new byte[1], CancellationToken.None));
        Assert.Contains("InvalidAccessKeyId (403)", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong.SecretKey, fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("NoSuchBucket", (await Assert.ThrowsAsync<BlobStoreAwayException>(() => absent.OpenAsync("0123456789", CancellationToken.None))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => absent.WriteAsync("../etc/passwd", new byte[1], CancellationToken.None));
        Assert.Null(await absent.OpenAsync("../etc/passwd", CancellationToken.None));
    }

    [NodeFact(S3Server.Package, S3Server.Version)]
    public async Task Fetch_keeps_captures_in_the_bucket_and_waits_while_it_is_away()
    {
        await using var server = await S3Server.StartAsync();
        await using var web = await TestWeb.StartAsync();
        web.Serve("/a", TestResponse.Html("<p>Fünf Meter"));
        await using var host = await FetchHost.StartAsync(
            ("Blobs:Store", "s3"), ("Blobs:Endpoint", server.Endpoint.AbsoluteUri), ("Blobs:Bucket", S3Server.Bucket), ("Blobs:Prefix", "captures/"),
            ("Blobs:AccessKey", S3Server.Key), ("Blobs:SecretKey", S3Server.Key), ("Blobs:Timeout", "2s"), ("Fetch:HostLease", "3s"));
        await host.SubmitAsync(web.At("/a"));
        var first = await host.Announced.FirstAsync();
        await server.KeepsAsync(1);
        Assert.Equal("text/html; charset=utf-8", (await host.Client.GetCaptureAsync(new GetCaptureRequest { Name = first.Capture, View = CaptureView.Full })).ContentType);
        await host.SettleAsync(first);

        await server.StopAsync();
        var refused = await Assert.ThrowsAsync<RpcException>(() => host.Client.IngestPageAsync(
            new IngestPageRequest { Url = "https://news.example/b", Content = ByteString.CopyFromUtf8("<p>b") }).ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, "STORAGE_UNAVAILABLE"), (refused.StatusCode, Rpc.ErrorTests.ReasonOf(refused)));
        await host.SubmitAsync(web.At("/a"));
        await Task.Delay(500);
        Assert.Equal(0, (await host.TraceAsync(web.At("/a"))).Steps.Count(step => step.Step == "retry"));

        await server.StartAgainAsync();
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 2, "the page to be fetched again");
        await server.KeepsAsync(2);
    }

    [Fact]
    public async Task Blob_is_sent_whole_under_a_signature_of_its_bytes_as_every_store_takes_it()
    {
        await using var web = await TestWeb.StartAsync();
        web.Fallback = _ => TestResponse.Empty(200);
        using var store = new S3BlobStore(new BlobOptions
        {
            Store = BlobStoreKind.S3, Endpoint = web.Address, Bucket = "news", Prefix = "captures/", Region = "eu-central-1", AccessKey = "KEYID", SecretKey = "the-secret",
        });
        var content = "<p>Fünf Meter"u8.ToArray();

        await store.WriteAsync("0123456789", content, CancellationToken.None);

        var put = Assert.Single(web.Requests);
        Assert.Equal(("PUT", "/news/captures/0123456789"), (put.Method, put.Path));
        Assert.Equal(content, put.Body.ToArray());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), put.Headers["x-amz-content-sha256"]);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=KEYID/", put.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-central-1/s3/aws4_request", put.Headers["Authorization"], StringComparison.Ordinal);
        Assert.False(put.Headers.ContainsKey("x-amz-trailer"));
        Assert.False(put.Headers.ContainsKey("Content-Encoding"));
        Assert.All(put.Headers, header => Assert.DoesNotContain("the-secret", header.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Capture_in_a_shared_blob_is_read_from_a_store_that_knows_no_ranges()
    {
        await using var web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path == "/news/0123456789-shared"
            ? new TestResponse { Body = "first second third"u8.ToArray(), Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/octet-stream" } }
            : TestResponse.Empty(404);
        using var store = new S3BlobStore(new BlobOptions { Store = BlobStoreKind.S3, Endpoint = web.Address, Bucket = "news", AccessKey = "KEYID", SecretKey = "the-secret" });
        await using var captures = new CaptureBlobs(store);

        Assert.Equal("first"u8.ToArray(), await captures.ReadAsync("aaaaaaaaaa", new CapturePlace("0123456789-shared", 0, 5), CancellationToken.None));
        Assert.Equal("second"u8.ToArray(), await captures.ReadAsync("bbbbbbbbbb", new CapturePlace("0123456789-shared", 6, 6), CancellationToken.None));
        Assert.Equal("d"u8.ToArray(), await captures.ReadAsync("cccccccccc", new CapturePlace("0123456789-shared", 17, 1), CancellationToken.None));
        Assert.Null(await store.ReadAsync("0123456789-shared", 13, 6, CancellationToken.None));
        Assert.Null(await store.ReadAsync("0123456789-shared", 100, 1, CancellationToken.None));
        Assert.Equal(18, (await store.ReadAsync("0123456789-shared", CancellationToken.None))!.Length);
        Assert.Equal("bytes=6-11", web.Requests.First(request => request.Headers.GetValueOrDefault("Range") is "bytes=6-11").Headers["Range"]);
    }

    [Fact]
    public async Task List_is_asked_for_until_its_end()
    {
        const string Page = """
            <?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>news</Name><Prefix>captures/ab</Prefix>
            <KeyCount>1</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>{0}</IsTruncated>{1}
            <Contents><Key>captures/{2}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>"x"</ETag><Size>1</Size></Contents></ListBucketResult>
            """;
        await using var web = await TestWeb.StartAsync();
        web.Fallback = request => new TestResponse
        {
            Body = Encoding.UTF8.GetBytes(request.Query.Contains("continuation-token=next", StringComparison.Ordinal)
                ? string.Format(CultureInfo.InvariantCulture, Page, "false", "", "ab11111111")
                : string.Format(CultureInfo.InvariantCulture, Page, "true", "<NextContinuationToken>next</NextContinuationToken>", "ab00000000")),
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/xml" },
        };
        using var store = new S3BlobStore(new BlobOptions { Store = BlobStoreKind.S3, Endpoint = web.Address, Bucket = "news", Prefix = "captures/", AccessKey = "KEYID", SecretKey = "the-secret" });

        var found = await store.ListAsync("ab", CancellationToken.None).ToListAsync();

        var written = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Equal([new BlobEntry("ab00000000", written), new BlobEntry("ab11111111", written)], found);
    }

    [Fact]
    public async Task Wrong_settings_are_told_at_the_start()
    {
        var settings = await FetchHost.SettingsAsync(more: [("Blobs:Store", "s3"), ("Blobs:AccessKey", "a"), ("Blobs:Endpoint", "ftp://x.example/")]);

        var faults = await Assert.ThrowsAsync<InvalidSettingsException>(() => TestHost.BuildAsync([NewsPlatform.Fetch.FetchModule.Module], settings));

        Assert.Equal(3, faults.Faults.Count);
        Assert.All(faults.Faults, fault => Assert.StartsWith("Blobs:", fault, StringComparison.Ordinal));
    }

    private static BlobOptions OptionsOf(S3Server server) => new()
    {
        Store = BlobStoreKind.S3, Endpoint = server.Endpoint, Bucket = S3Server.Bucket, Prefix = "captures/", AccessKey = S3Server.Key, SecretKey = S3Server.Key,
        Timeout = TimeSpan.FromSeconds(5),
    };

    private static async Task<string> ReadAsync(S3BlobStore store, string key)
    {
        await using var blob = await store.OpenAsync(key, CancellationToken.None);
        using var reader = new StreamReader(blob!, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
