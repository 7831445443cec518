using System.Net;
using System.Net.Sockets;
using NewsPlatform.Crawling.Http;

namespace NewsPlatform.UnitTests.Crawling.Http;

public sealed class GuardedConnectionTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    [Fact]
    public async Task Fetch_of_a_name_with_a_private_address_connects_nowhere()
    {
        var (result, connected) = await FetchAsync([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("::ffff:169.254.169.254")]);
        Assert.Equal(FetchOutcome.BlockedAddress, result.Outcome);
        Assert.Empty(connected);
    }

    [Fact]
    public async Task Fetch_of_a_name_with_some_private_addresses_connects_to_the_others()
    {
        var (result, connected) = await FetchAsync([IPAddress.Loopback, Public]);
        Assert.Equal(FetchOutcome.ConnectFailed, result.Outcome);
        Assert.Equal([new IPEndPoint(Public, 80)], connected);
    }

    [Fact]
    public async Task Fetch_resolves_a_name_once_so_that_a_changed_answer_is_never_connected_to()
    {
        var asked = 0;
        var (_, connected) = await FetchAsync(() => asked++ == 0 ? [Public] : [IPAddress.Loopback]);
        Assert.Equal([new IPEndPoint(Public, 80)], connected);
        Assert.Equal(1, asked);
    }

    private static Task<(FetchResult Result, List<IPEndPoint> Connected)> FetchAsync(IPAddress[] addresses) => FetchAsync(() => addresses);

    private static async Task<(FetchResult Result, List<IPEndPoint> Connected)> FetchAsync(Func<IPAddress[]> resolve)
    {
        var connected = new List<IPEndPoint>();
        using var fetcher = new PageFetcher(new FetchLimits(), new AddressGuard([]), TimeProvider.System, (_, _) => Task.FromResult(resolve()), (endPoint, _) =>
        {
            connected.Add(endPoint);
            throw new SocketException((int)SocketError.ConnectionRefused);
        });
        return (await fetcher.FetchAsync(new FetchRequest(new Uri("http://news.example/")), CancellationToken.None), connected);
    }
}
