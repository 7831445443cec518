using System.Net;
using System.Text;
using NewsPlatform.Crawling.Http;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Crawling;

public sealed class PageFetcherRedirectTests
{
    private static readonly AddressGuard LoopbackAllowed = new([IPNetwork.Parse("127.0.0.1/32")]);

    [Fact]
    public async Task Redirects_are_followed_and_told()
    {
        await using var server = Redirecting(path => path switch
        {
            "/a" => "b?utm_source=kept",
            "/b?utm_source=kept" => "/caf\u00e9#part",
            _ => null,
        });
        var result = await FetchAsync(server.Url("/a"));
        Assert.Equal(FetchOutcome.Ok, result.Outcome);
        Assert.Equal(server.Url("/caf%C3%A9").AbsoluteUri, result.FinalUrl.OriginalString);
        Assert.Equal([(server.Url("/a").OriginalString, 301), (server.Url("/b?utm_source=kept").OriginalString, 301)], result.Redirects.Select(hop => (hop.Url.OriginalString, hop.Status)));
    }

    [Fact]
    public async Task Redirects_in_a_circle_are_refused_as_soon_as_seen()
    {
        await using var server = Redirecting(path => path == "/1" ? "/2" : "/1");
        var result = await FetchAsync(server.Url("/1"));
        Assert.Equal(FetchOutcome.TooManyRedirects, result.Outcome);
        Assert.Contains("circle", result.Reason, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Thirty_redirects_are_refused_at_the_bound()
    {
        var left = 30;
        await using var server = Redirecting(_ => left-- > 0 ? $"/{left}" : null);
        var result = await FetchAsync(server.Url("/30"));
        Assert.Equal(FetchOutcome.TooManyRedirects, result.Outcome);
        Assert.Equal(11, server.Requests.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:7f00:2]/")]
    [InlineData("http://2130706434/")]
    [InlineData("//192.168.1.1/admin")]
    public async Task Redirect_to_a_private_address_is_blocked(string location)
    {
        await using var server = Redirecting(_ => location);
        var result = await FetchAsync(server.Url());
        Assert.Equal(FetchOutcome.BlockedAddress, result.Outcome);
        Assert.Single(result.Redirects);
        Assert.Null(result.Status);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task Redirect_to_nowhere_is_a_bad_redirect(string location)
    {
        await using var server = Redirecting(_ => location);
        Assert.Equal(FetchOutcome.BadRedirect, (await FetchAsync(server.Url())).Outcome);
    }

    [Fact]
    public async Task Name_with_a_private_address_only_is_blocked()
    {
        var result = await FetchAsync(new Uri("http://inside.example/"), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback]));
        Assert.Equal(FetchOutcome.BlockedAddress, result.Outcome);
        Assert.Contains("inside.example", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_that_changes_its_answer_is_connected_to_by_the_checked_one()
    {
        await using var server = new RawServer(RawServer.Ok("hello"u8.ToArray()));
        var asked = 0;
        var result = await FetchAsync(
            new Uri($"http://rebinding.example:{server.EndPoint.Port}/"),
            (_, _) => Task.FromResult<IPAddress[]>(asked++ == 0 ? [IPAddress.Parse("10.0.0.1"), IPAddress.Loopback] : [IPAddress.Parse("10.0.0.1")]));
        Assert.Equal(FetchOutcome.Ok, result.Outcome);
        Assert.Equal(IPAddress.Loopback, result.RemoteAddress);
        Assert.Equal(1, asked);
    }

    private static RawServer Redirecting(Func<string, string?> locationOf) => new((head, stream, cancellation) =>
    {
        var path = head.Split(' ')[1];
        var response = locationOf(path) is { } location
            ? RawServer.Response($"HTTP/1.1 301 Moved\nLocation: {location}\nContent-Length: 0\nConnection: close\n")
            : RawServer.Ok(Encoding.UTF8.GetBytes("arrived"));
        return stream.WriteAsync(response, cancellation).AsTask();
    });

    private static async Task<FetchResult> FetchAsync(Uri url, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        using var fetcher = new PageFetcher(new FetchLimits(), LoopbackAllowed, TimeProvider.System, resolve);
        return await fetcher.FetchAsync(new FetchRequest(url), CancellationToken.None);
    }
}
