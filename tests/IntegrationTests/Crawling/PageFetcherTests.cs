using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NewsPlatform.Crawling.Http;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Crawling;

public sealed class PageFetcherTests
{
    private static readonly AddressGuard LoopbackAllowed = new([IPNetwork.Parse("127.0.0.0/8")]);
    private static readonly byte[] Page = Encoding.UTF8.GetBytes("<html>" + string.Concat(Enumerable.Repeat("A storm hits the coast. ", 200)) + "</html>");

    private static readonly FetchLimits Limits = new()
    {
        MaxBodyBytes = 1_000_000,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        HeaderTimeout = TimeSpan.FromSeconds(5),
        IdleTimeout = TimeSpan.FromSeconds(5),
        TotalTimeout = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public async Task Fetch_of_a_page_gives_body_and_headers()
    {
        await using var server = new RawServer(RawServer.Ok(Page, "Content-Type: text/html\nETag: unquoted\nLast-Modified: never\n"));
        var result = await FetchAsync(server.Url("/a?b=%zz"));
        Assert.Equal(FetchOutcome.Ok, result.Outcome);
        Assert.Equal(200, result.Status);
        Assert.Equal(Page, result.Body.ToArray());
        Assert.Equal("text/html", result.ContentType);
        Assert.Equal("unquoted", result.ETag);
        Assert.Equal("never", result.LastModified);
        Assert.Equal(IPAddress.Loopback, result.RemoteAddress);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", result.HeaderBlock, StringComparison.Ordinal);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /a?b=%zz HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: NewsPlatform/0.1 (+https://example.org/bot)\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Fetch_of_an_unknown_host_is_a_DNS_failure()
    {
        var result = await FetchAsync(new Uri("http://no-such-host.invalid/"), resolve: (_, _) => throw new SocketException((int)SocketError.HostNotFound));
        Assert.Equal(FetchOutcome.DnsFailed, result.Outcome);
        Assert.True(result.IsTransient);
        Assert.Contains("no-such-host.invalid", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_from_a_closed_port_is_a_connection_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Equal(FetchOutcome.ConnectFailed, (await FetchAsync(new Uri($"http://127.0.0.1:{port}/"))).Outcome);
    }

    [Fact]
    public async Task Fetch_over_TLS_from_a_plain_server_is_a_TLS_failure()
    {
        await using var server = new RawServer(RawServer.Response("HTTP/1.1 400 Bad Request\nContent-Length: 0\n"));
        var result = await FetchAsync(new Uri($"https://127.0.0.1:{server.EndPoint.Port}/"));
        Assert.Equal(FetchOutcome.TlsFailed, result.Outcome);
        Assert.False(result.IsTransient);
    }

    [Theory]
    [InlineData(404, FetchOutcome.HttpStatus, false)]
    [InlineData(410, FetchOutcome.HttpStatus, false)]
    [InlineData(500, FetchOutcome.HttpStatus, true)]
    [InlineData(503, FetchOutcome.HttpStatus, true)]
    [InlineData(429, FetchOutcome.RateLimited, true)]
    public async Task Fetch_answered_with_an_error_status_tells_it_and_whether_it_may_pass(int status, FetchOutcome outcome, bool transient)
    {
        await using var server = new RawServer(RawServer.Response($"HTTP/1.1 {status} No\nContent-Length: 4\nConnection: close\n", "gone"u8.ToArray()));
        var result = await FetchAsync(server.Url());
        Assert.Equal((outcome, status, transient), (result.Outcome, result.Status!.Value, result.IsTransient));
        Assert.True(result.Body.IsEmpty);
    }

    [Fact]
    public async Task Fetch_answered_with_429_gives_the_wait()
    {
        await using var server = new RawServer(RawServer.Response("HTTP/1.1 429 Slow down\nRetry-After: 120\nContent-Length: 0\nConnection: close\n"));
        Assert.Equal(TimeSpan.FromMinutes(2), (await FetchAsync(server.Url())).RetryAfter);
    }

    [Fact]
    public async Task Fetch_of_an_endless_body_stops_at_the_bound()
    {
        await using var server = new RawServer(async (_, stream, cancellation) =>
        {
            await stream.WriteAsync(RawServer.Response("HTTP/1.1 200 OK\nConnection: close\n"), cancellation);
            while (true)
            {
                await stream.WriteAsync(new byte[65_536], cancellation);
            }
        });
        var result = await FetchAsync(server.Url());
        Assert.Equal(FetchOutcome.TooLarge, result.Outcome);
        Assert.Contains("1000000", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_of_a_body_announced_too_large_does_not_read_it()
    {
        await using var server = new RawServer(RawServer.Response("HTTP/1.1 200 OK\nContent-Length: 99999999999\n"));
        Assert.Equal(FetchOutcome.TooLarge, (await FetchAsync(server.Url())).Outcome);
    }

    [Fact]
    public async Task Fetch_of_an_endless_error_body_ends_soon()
    {
        await using var server = new RawServer(async (_, stream, cancellation) =>
        {
            await stream.WriteAsync(RawServer.Response("HTTP/1.1 404 Not Found\nConnection: close\n"), cancellation);
            while (true)
            {
                await stream.WriteAsync(new byte[65_536], cancellation);
            }
        });
        Assert.Equal(FetchOutcome.HttpStatus, (await FetchAsync(server.Url())).Outcome);
    }

    [Fact]
    public async Task Fetch_of_a_bomb_stops_at_the_bound()
    {
        var bomb = Pack(new byte[50_000_000], target => new GZipStream(target, CompressionLevel.Optimal));
        await using var server = new RawServer(RawServer.Ok(bomb, "Content-Encoding: gzip\n"));
        Assert.Equal(FetchOutcome.TooLarge, (await FetchAsync(server.Url())).Outcome);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task Fetch_of_a_coded_body_gives_it_decoded(string coding)
    {
        await using var server = new RawServer(RawServer.Ok(Coded(coding), $"Content-Encoding: {coding}\n"));
        var result = await FetchAsync(server.Url());
        Assert.Equal((FetchOutcome.Ok, result.Reason), (result.Outcome, result.Reason));
        Assert.Equal(Page, result.Body.ToArray());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Fetch_of_a_coded_body_cut_short_is_truncated_not_partial(string coding)
    {
        await using var server = new RawServer(RawServer.Ok(Coded(coding)[..^9], $"Content-Encoding: {coding}\n"));
        var result = await FetchAsync(server.Url());
        Assert.Equal(FetchOutcome.TruncatedBody, result.Outcome);
        Assert.True(result.IsTransient);
        Assert.True(result.Body.IsEmpty);
    }

    [Fact]
    public async Task Fetch_of_an_unknown_coding_is_a_bad_encoding()
    {
        await using var server = new RawServer(RawServer.Ok(Page, "Content-Encoding: lzma\n"));
        Assert.Equal(FetchOutcome.BadEncoding, (await FetchAsync(server.Url())).Outcome);
    }

    [Fact]
    public async Task Fetch_of_a_body_shorter_than_announced_is_truncated()
    {
        await using var server = new RawServer(RawServer.Response("HTTP/1.1 200 OK\nContent-Length: 100\nConnection: close\n", "short"u8.ToArray()));
        Assert.Equal(FetchOutcome.TruncatedBody, (await FetchAsync(server.Url())).Outcome);
    }

    [Fact]
    public async Task Fetch_of_binary_and_of_nothing_is_a_success_as_it_is()
    {
        byte[] binary = [0, 1, 2, 0xFF, 0xFE, 10, 13];
        await using var server = new RawServer(RawServer.Ok(binary, "Content-Type: image/png\n"));
        Assert.Equal(binary, (await FetchAsync(server.Url())).Body.ToArray());
        await using var empty = new RawServer(RawServer.Ok([], "Content-Encoding: gzip\n"));
        var result = await FetchAsync(empty.Url());
        Assert.Equal(FetchOutcome.Ok, result.Outcome);
        Assert.True(result.Body.IsEmpty);
    }

    [Fact]
    public async Task Fetch_with_validators_sends_them_as_received_and_understands_304()
    {
        await using var server = new RawServer(RawServer.Response("HTTP/1.1 304 Not Modified\nConnection: close\n"));
        await using var fetcher = new Owned(Limits, LoopbackAllowed);
        var result = await fetcher.Fetcher.FetchAsync(new FetchRequest(server.Url(), ETag: "W/\"é\"", LastModified: "never"), CancellationToken.None);
        Assert.Equal(FetchOutcome.NotModified, result.Outcome);
        var request = Assert.Single(server.Requests);
        Assert.Contains("If-None-Match: W/\"é\"\r\n", request, StringComparison.Ordinal);
        Assert.Contains("If-Modified-Since: never\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_whose_header_does_not_come_times_out()
    {
        await using var server = new RawServer((_, _, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        var result = await FetchAsync(server.Url(), Limits with { HeaderTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(FetchOutcome.TimedOut, result.Outcome);
        Assert.Contains("header", result.Reason, StringComparison.Ordinal);
        Assert.True(result.IsTransient);
    }

    [Fact]
    public async Task Fetch_whose_body_stops_or_trickles_times_out()
    {
        await using var server = new RawServer(async (head, stream, cancellation) =>
        {
            await stream.WriteAsync(RawServer.Response("HTTP/1.1 200 OK\nContent-Length: 1000\n", "a"u8.ToArray()), cancellation);
            while (true)
            {
                await Task.Delay(head.Contains("/stop", StringComparison.Ordinal) ? 60_000 : 20, cancellation);
                await stream.WriteAsync("a"u8.ToArray(), cancellation);
            }
        });
        var stopped = await FetchAsync(server.Url("/stop"), Limits with { IdleTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(FetchOutcome.TimedOut, stopped.Outcome);
        Assert.Contains("stopped", stopped.Reason, StringComparison.Ordinal);
        var trickling = await FetchAsync(server.Url("/trickle"), Limits with { TotalTimeout = TimeSpan.FromMilliseconds(400) });
        Assert.Equal(FetchOutcome.TimedOut, trickling.Outcome);
        Assert.Contains("not finished", trickling.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_of_a_header_beyond_the_bound_is_too_large()
    {
        await using var server = new RawServer(RawServer.Ok(Page, $"X-Big: {new string('v', 200_000)}\n"));
        Assert.Equal(FetchOutcome.TooLarge, (await FetchAsync(server.Url())).Outcome);
    }

    [Fact]
    public async Task Fetch_answered_with_no_HTTP_is_a_protocol_error_and_with_nothing_a_connection_failure()
    {
        await using var noise = new RawServer("220 mail.example ESMTP\r\n\r\n"u8.ToArray());
        Assert.Equal(FetchOutcome.ProtocolError, (await FetchAsync(noise.Url())).Outcome);
        await using var silent = new RawServer([]);
        Assert.Equal(FetchOutcome.ConnectFailed, (await FetchAsync(silent.Url())).Outcome);
    }

    [Fact]
    public async Task Fetch_cancelled_by_the_caller_throws_that()
    {
        await using var server = new RawServer((_, _, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        await using var fetcher = new Owned(Limits, LoopbackAllowed);
        using var cancel = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.Fetcher.FetchAsync(new FetchRequest(server.Url()), cancel.Token));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/hosts")]
    public async Task Fetch_of_another_scheme_is_unsupported(string url)
    {
        Assert.Equal(FetchOutcome.UnsupportedUrl, (await FetchAsync(new Uri(url))).Outcome);
    }

    private static byte[] Coded(string coding) => coding switch
    {
        "gzip" => Pack(Page, target => new GZipStream(target, CompressionLevel.Optimal)),
        "deflate" => Pack(Page, target => new ZLibStream(target, CompressionLevel.Optimal)),
        "br" => Pack(Page, target => new BrotliStream(target, CompressionLevel.Optimal)),
        "gzip, br" => Pack(Coded("gzip"), target => new BrotliStream(target, CompressionLevel.Optimal)),
        _ => Pack(Page, target => new ZstdSharp.CompressionStream(target)),
    };

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> coder)
    {
        using var target = new MemoryStream();
        using (var stream = coder(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    private static async Task<FetchResult> FetchAsync(Uri url, FetchLimits? limits = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        await using var fetcher = new Owned(limits ?? Limits, LoopbackAllowed, resolve);
        return await fetcher.Fetcher.FetchAsync(new FetchRequest(url), CancellationToken.None);
    }

    private sealed class Owned(FetchLimits limits, AddressGuard guard, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : IAsyncDisposable
    {
        public PageFetcher Fetcher { get; } = new(limits, guard, TimeProvider.System, resolve);

        public ValueTask DisposeAsync()
        {
            Fetcher.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
