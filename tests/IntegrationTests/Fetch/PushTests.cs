using System.Net;
using System.Net.Sockets;
using System.Text;
using Dapper;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using State = NewsPlatform.Contracts.Fetch.V1.Subscription.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqlitePushTests() : PushTests(DatabaseProvider.Sqlite);

public sealed class PostgresPushTests() : PushTests(DatabaseProvider.Postgres);

/// <summary>What hubs push: signed or forged, too much of it, too often, too slowly.</summary>
public abstract class PushTests(DatabaseProvider provider) : HubTests(provider)
{
    [Fact]
    public async Task Push_that_is_not_signed_as_agreed_is_answered_and_ignored()
    {
        await SubscribedAsync();

        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], Feed("/forged"), secret: "another"));
        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], Feed("/forged"), method: null));
        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], Feed("/forged"), method: "md5"));

        var health = await HealthAsync();
        Assert.Equal((0, 3, null), (health.Subscription.Pushes, health.Subscription.ForgedPushes, health.Subscription.LastPushTime));
        await Task.Delay(200);
        Assert.Empty(web.RequestsFor("/forged"));
        Assert.Equal(2, Host.Announced.Heard.Count);
    }

    [Fact]
    public async Task Push_that_comes_again_brings_nothing_new()
    {
        await SubscribedAsync();

        for (var i = 0; i < 2; i++)
        {
            await Hub.PushAsync(Hub.Asked[0], Feed("/pushed", "/a"));
        }

        await Host.Announced.FirstAsync(e => e.Page.Url == web.At("/pushed").AbsoluteUri);
        var polls = (await Host.Client.ListPollsAsync(new ListPollsRequest { Parent = source.Name })).Polls;
        Assert.Equal([0, 1], polls.Where(poll => poll.Pushed).Select(poll => poll.NewPages));
        Assert.Equal(3, Host.Announced.Heard.Count);
        Assert.Single(web.RequestsFor("/pushed"));
    }

    [Fact]
    public async Task Push_that_is_too_large_or_no_feed_is_no_push()
    {
        await SubscribedAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Hub.PushAsync(Hub.Asked[0], Feed("/large") + new string(' ', 200_000)));
        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], "<html><p>maintenance"));

        Assert.Equal(0, (await HealthAsync()).Subscription.Pushes);
    }

    [Fact]
    public async Task Hub_that_pushes_slowly_keeps_up_itself_alone()
    {
        await Host.DisposeAsync();
        Settings = await SettingsAsync(("Fetch:WebSub:MaxPushes", "1"));
        Host = await FetchHost.StartAsync(Settings, Clock);
        await SubscribedAsync();
        web.Serve("/more", _ => TestResponse.Xml(Feed("/c").Replace("/self?a=1", "/more", StringComparison.Ordinal)));
        await Host.Client.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/more").AbsoluteUri } });
        await Wait.UntilAsync(() => Hub.Verdicts.Count == 2, "the other subscription");
        var (slow, other) = (Hub.Asked[0], Hub.Asked[1]);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, slow.Callback.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {slow.Callback.AbsolutePath} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n"));
        using var reader = new StreamReader(stream);
        // It is said when the body is about to be read.
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal(HttpStatusCode.TooManyRequests, await Hub.PushAsync(slow, Feed("/slow")));
        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(other, Feed("/d")));

        Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.StartsWith("HTTP/1.1 408", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
        await Wait.UntilAsync(async _ => await Hub.PushAsync(slow, Feed("/slow")) == HttpStatusCode.Accepted, "the end of its turn");
    }

    [Theory]
    [InlineData("Content-Length: 100", "", 32)]
    [InlineData("Content-Length: 90000", "", 32)]
    [InlineData("Transfer-Encoding: chunked", "", 32)]
    // Of all together no more than twice four pushes of 100,000 bytes.
    [InlineData("Content-Length: 90000", "body", 10)]
    [InlineData("Transfer-Encoding: chunked", "15f90\r\nbody", 10)]
    public async Task Flood_of_slow_pushes_is_held_within_bounds_of_bytes_and_number_and_the_rest_is_to_come_again(string length, string body, int most)
    {
        const int Flood = 50;
        await SubscribedAsync();
        await Host.Host.Get<Database>().WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                string.Concat(Enumerable.Range(0, Flood).Select(i => $"""
                    INSERT INTO subscription (token, source, topic, hub, ask, host, secret, mode, pending, wanted, due, attempts, hops, lease_until, denied, last_result, last_push, pushes, forged, missed, newest, updated)
                    SELECT '{i:x64}', 'other-{i}', topic, hub, ask, host, secret, mode, pending, wanted, due, attempts, hops, lease_until, denied, last_result, last_push, pushes, forged, missed, newest, updated
                    FROM subscription WHERE source NOT LIKE 'other-%';
                    """)),
                transaction: transaction),
            CancellationToken.None);
        var clients = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Flood; i++)
            {
                var client = new TcpClient();
                clients.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, Hub.Asked[0].Callback.Port);
                // The last byte never comes.
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /websub/{i:x64} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n{body.Replace("body", new string('x', 80_000), StringComparison.Ordinal)}"));
            }

            var answered = () => clients.Where(client => client.Available > 0).ToList();
            await Wait.UntilAsync(() => answered().Count >= Flood - most, "room for no more");
            foreach (var client in answered())
            {
                using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                Assert.StartsWith("HTTP/1.1 503", await reader.ReadLineAsync(), StringComparison.Ordinal);
            }

            Assert.Equal(State.Active, (await HealthAsync()).Subscription.State);
            Assert.True((await Hub.VerifyAsync(Hub.Asked[0])).IsConfirmed);

            Clock.Advance(TimeSpan.FromSeconds(11));
            await Wait.UntilAsync(async _ => await Hub.PushAsync(Hub.Asked[0], Feed("/c")) == HttpStatusCode.Accepted, "room for the next push");
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Pushes_that_come_too_often_are_to_come_again()
    {
        await Host.DisposeAsync();
        Settings = await SettingsAsync(("Fetch:WebSub:PushInterval", "1s"));
        Host = await FetchHost.StartAsync(Settings, Clock);
        await SubscribedAsync();

        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], Feed("/c")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Hub.PushAsync(Hub.Asked[0], Feed("/d")));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], Feed("/d")));
    }

    [Fact]
    public async Task Paused_source_takes_no_pushes()
    {
        await SubscribedAsync();
        await Host.Client.UpdateSourceAsync(new UpdateSourceRequest { Source = new Source { Name = source.Name, Paused = true }, UpdateMask = new() { Paths = { "paused" } } });

        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(Hub.Asked[0], Feed("/pushed")));

        await Task.Delay(200);
        Assert.Empty(web.RequestsFor("/pushed"));
    }
}
