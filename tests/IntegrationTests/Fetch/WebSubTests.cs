using System.Net;
using System.Net.Sockets;
using System.Text;
using Dapper;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;
using State = NewsPlatform.Contracts.Fetch.V1.Subscription.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteWebSubTests() : WebSubTests(DatabaseProvider.Sqlite);

public sealed class PostgresWebSubTests() : WebSubTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task Hub_may_call_back_at_any_replica()
    {
        await SubscribedAsync();
        await using var other = await FetchHost.StartAsync(
            new Dictionary<string, string?>(Settings, StringComparer.OrdinalIgnoreCase) { ["Server:HttpPort"] = "0", ["Server:DataFolder"] = ScratchFolder.Create("host") }, Clock);
        var there = Hub.Asked[0] with { Callback = new Uri(other.Host.Get<NewsPlatform.Hosting.LocalAddress>().Http, Hub.Asked[0].Callback.AbsolutePath) };

        Assert.True((await Hub.VerifyAsync(there)).IsConfirmed);
        Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(there, Feed("/pushed")));

        await Wait.UntilAsync(() => Host.Announced.Heard.Concat(other.Announced.Heard).Count() == 3, "the pushed page");
        Assert.Equal(1, (await HealthAsync()).Subscription.Pushes);
    }
}

/// <summary>Subscriptions to feeds at their hubs.</summary>
public abstract class WebSubTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Rely = "its hub pushes what is new";

    private TestWeb web = null!;
    private Source source = null!;

    protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected TestHub Hub { get; private set; } = null!;

    private protected FetchHost Host { get; private set; } = null!;

    protected Dictionary<string, string?> Settings { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html("<p>x");
        Hub = await TestHub.StartAsync("127.0.0.2");
        Settings = await SettingsAsync();
        Host = await FetchHost.StartAsync(Settings, Clock);
        web.Serve("/feed", _ => TestResponse.Xml(Feed("/a", "/b")));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Hub.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task Feed_with_a_hub_is_subscribed_to_and_what_the_hub_pushes_is_fetched()
    {
        await SubscribedAsync();

        var ask = Assert.Single(Hub.Asked);
        Assert.Equal(
            ("application/x-www-form-urlencoded", "subscribe", web.At("/self?a=1").AbsoluteUri, TimeSpan.FromDays(10), 64),
            (ask.ContentType, ask.Mode, ask.Topic, ask.Lease, ask.Secret.Length));
        Assert.Matches("^/websub/[0-9a-f]{64}$", ask.Callback.AbsolutePath);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (Hub.Verdicts[0].Status, Hub.Verdicts[0].ContentType));

        string[] methods = ["sha1", "sha256", "sha384", "sha512"];
        foreach (var method in methods)
        {
            Assert.Equal(HttpStatusCode.Accepted, await Hub.PushAsync(ask, Feed($"/{method}"), method));
            var page = await Host.Announced.FirstAsync(e => e.Page.Url == web.At($"/{method}").AbsoluteUri);
            Assert.Equal((source.Name, $"of /{method}"), (page.Page.Source, page.Hint.Title));
        }

        var health = await HealthAsync();
        Assert.Equal(
            (State.Active, Hub.Address.AbsoluteUri, ask.Topic, 4L, 0L, "granted for 10d"),
            (health.Subscription.State, health.Subscription.Hub, health.Subscription.Topic, health.Subscription.Pushes, health.Subscription.ForgedPushes, health.Subscription.LastResult));
        Assert.Equal(
            (Clock.GetUtcNow().AddDays(10), Clock.GetUtcNow(), Clock.GetUtcNow().AddDays(9)),
            (health.Subscription.LeaseEndTime.ToDateTimeOffset(), health.Subscription.LastPushTime.ToDateTimeOffset(), health.Subscription.NextRequestTime.ToDateTimeOffset()));
        var polls = (await Host.Client.ListPollsAsync(new ListPollsRequest { Parent = source.Name })).Polls;
        Assert.Equal([true, true, true, true, false], polls.Select(poll => poll.Pushed));
        Assert.Equal(("pushed: 1 pages, 1 new", 1), (polls[0].Result, polls[0].NewPages));
        Assert.Equal(6, (await Host.Client.GetSourceAsync(new GetSourceRequest { Name = source.Name })).Pages);
    }

    [Fact]
    public async Task Source_is_polled_less_while_its_hub_pushes_and_as_before_when_it_does_not()
    {
        await SubscribedAsync();

        await PolledAfterAsync(TimeSpan.FromHours(1));
        var relied = await HealthAsync();
        Assert.Equal((Rely, Clock.GetUtcNow().AddHours(6)), (relied.NextPollReason, relied.NextPollTime.ToDateTimeOffset()));

        // A poll finds what was never pushed.
        web.Serve("/feed", TestResponse.Xml(Feed("/a", "/b", "/unpushed")));
        await PolledAfterAsync(TimeSpan.FromHours(6));
        var missed = await HealthAsync();
        Assert.Equal((1, State.Active), (missed.Subscription.MissedPolls, missed.Subscription.State));
        Assert.NotEqual(Rely, missed.NextPollReason);
        Assert.True(missed.NextPollTime.ToDateTimeOffset() < Clock.GetUtcNow().AddHours(6), $"{missed}");

        // Pushing what is old makes up for nothing, pushing it late does.
        await Hub.PushAsync(Hub.Asked[0], Feed("/a"));
        await Hub.PushAsync(Hub.Asked[0], Feed("/b"));
        Assert.Equal((1, 2L), ((await HealthAsync()).Subscription.MissedPolls, (await HealthAsync()).Subscription.Pushes));
        await Hub.PushAsync(Hub.Asked[0], Feed("/unpushed"));
        Assert.Equal(0, (await HealthAsync()).Subscription.MissedPolls);
        await PolledAfterAsync(TimeSpan.FromHours(3));
        Assert.Equal(Rely, (await HealthAsync()).NextPollReason);
    }

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
    // Buffers of 128 KiB, of all together no more than twice four pushes of 100,000 bytes.
    [InlineData("Content-Length: 90000", "body", 6)]
    [InlineData("Transfer-Encoding: chunked", "15f90\r\nbody", 6)]
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
    public async Task Lease_is_renewed_before_it_ends()
    {
        Hub.Lease = TimeSpan.FromDays(2);
        await SubscribedAsync();
        var end = (await HealthAsync()).Subscription.LeaseEndTime.ToDateTimeOffset();
        Assert.Equal(Clock.GetUtcNow().AddDays(2), end);

        Clock.Advance(TimeSpan.FromHours(43) + TimeSpan.FromMinutes(12));
        await Wait.UntilAsync(() => Hub.Verdicts.Count == 2, "a renewal");

        Assert.Equal(Hub.Asked[0], Hub.Asked[1]);
        var renewed = (await HealthAsync()).Subscription;
        Assert.Equal((State.Active, Clock.GetUtcNow().AddDays(2)), (renewed.State, renewed.LeaseEndTime.ToDateTimeOffset()));
    }

    [Fact]
    public async Task Lease_that_is_not_renewed_lapses_and_the_source_is_polled_as_before()
    {
        Hub.Lease = TimeSpan.FromHours(4);
        await SubscribedAsync();
        await PolledAfterAsync(TimeSpan.FromHours(1));
        Assert.Equal((Rely, Clock.GetUtcNow().AddHours(3)), ((await HealthAsync()).NextPollReason, (await HealthAsync()).NextPollTime.ToDateTimeOffset()));

        Hub.Response = _ => TestResponse.Empty(503);
        await PolledAfterAsync(TimeSpan.FromHours(3));

        var health = await HealthAsync();
        Assert.Equal(State.Lapsed, health.Subscription.State);
        Assert.NotEqual(Rely, health.NextPollReason);
        Hub.Response = _ => TestResponse.Empty(202);
        await AskedAfterAsync(TimeSpan.FromHours(25), 3);
        await SubscriptionWhenAsync(s => s.State == State.Active);
    }

    [Fact]
    public async Task Hub_that_denies_is_left_alone_for_a_month_and_the_source_is_polled_at_once()
    {
        await SubscribedAsync();
        await PolledAfterAsync(TimeSpan.FromHours(1));
        Assert.Equal(Rely, (await HealthAsync()).NextPollReason);
        var polls = web.RequestsFor("/feed").Count;

        Assert.Equal(HttpStatusCode.OK, (await Hub.DenyAsync(Hub.Asked[0], "no more")).Status);

        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count == polls + 1, "a poll");
        var denied = await SubscriptionWhenAsync(s => s.State == State.Denied);
        Assert.Equal(("denied: no more", Clock.GetUtcNow().AddDays(30)), (denied.LastResult, denied.NextRequestTime.ToDateTimeOffset()));
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.VerifyAsync(Hub.Asked[0])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.DenyAsync(Hub.Asked[0], "again")).Status);
        Assert.Single(Hub.Asked);
    }

    [Fact]
    public async Task Hub_that_is_down_is_asked_less_and_less_and_polls_go_on()
    {
        Hub.Response = _ => TestResponse.Empty(503);
        await AddAsync();
        await Wait.UntilAsync(() => Hub.Asked.Count == 1, "a request");
        var first = await SubscriptionWhenAsync(s => s.LastResult.Length > 0);
        Assert.Equal((State.Requested, Clock.GetUtcNow().AddMinutes(1)), (first.State, first.NextRequestTime.ToDateTimeOffset()));
        Assert.Contains("503", first.LastResult, StringComparison.Ordinal);

        await AskedAfterAsync(TimeSpan.FromMinutes(1), 2);
        var second = await SubscriptionWhenAsync(s => s.NextRequestTime.ToDateTimeOffset() > Clock.GetUtcNow() && s.NextRequestTime.ToDateTimeOffset() < Clock.GetUtcNow().AddMinutes(5));
        Assert.Equal(Clock.GetUtcNow().AddMinutes(2), second.NextRequestTime.ToDateTimeOffset());
        await PolledAfterAsync(TimeSpan.FromHours(1));
        Assert.NotEqual(Rely, (await HealthAsync()).NextPollReason);

        Hub.Response = _ => TestResponse.Empty(202);
        await AskedAfterAsync(TimeSpan.FromHours(1), 4);
        await SubscriptionWhenAsync(s => s.State == State.Active);
    }

    [Fact]
    public async Task Hub_that_does_not_call_back_is_asked_again()
    {
        Hub.CallsBack = false;
        await AddAsync();
        await Wait.UntilAsync(() => Hub.Asked.Count == 1, "a request");
        Assert.Contains("has not called back", (await SubscriptionWhenAsync(s => s.LastResult.Length > 0)).LastResult, StringComparison.Ordinal);

        await AskedAfterAsync(TimeSpan.FromMinutes(10), 2);
        Assert.True((await Hub.VerifyAsync(Hub.Asked[1])).IsConfirmed);
        Assert.Equal(State.Active, (await HealthAsync()).Subscription.State);
    }

    [Fact]
    public async Task Calls_that_nobody_asked_for_are_not_found()
    {
        await SubscribedAsync();
        var ask = Hub.Asked[0];

        Assert.Equal(HttpStatusCode.NotFound, (await Hub.VerifyAsync(ask, mode: "unsubscribe")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.VerifyAsync(ask, topic: "https://other.example/feed")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.VerifyAsync(ask, mode: "publish")).Status);
        var unknown = ask with { Callback = new Uri(ask.Callback, $"/websub/{new string('0', 64)}") };
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.VerifyAsync(unknown)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await Hub.PushAsync(unknown, Feed("/x")));
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.DenyAsync(unknown, "x")).Status);
        Assert.True((await Hub.VerifyAsync(ask)).IsConfirmed);
    }

    [Fact]
    public async Task Subscription_ends_with_its_source()
    {
        await SubscribedAsync();
        Hub.CallsBack = false;

        await Host.Client.DeleteSourceAsync(new DeleteSourceRequest { Name = source.Name });

        await Wait.UntilAsync(() => Hub.Asked.Count == 2, "the end of the subscription");
        var end = Hub.Asked[1];
        Assert.Equal(("unsubscribe", Hub.Asked[0].Topic, Hub.Asked[0].Callback, ""), (end.Mode, end.Topic, end.Callback, end.Secret));
        Assert.Equal(HttpStatusCode.Gone, await Hub.PushAsync(Hub.Asked[0], Feed("/late")));
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.VerifyAsync(end, mode: "subscribe")).Status);
        Assert.True((await Hub.VerifyAsync(end)).IsConfirmed);
        Assert.Equal(HttpStatusCode.NotFound, await Hub.PushAsync(Hub.Asked[0], Feed("/late")));
    }

    [Fact]
    public async Task Hub_that_redirects_is_asked_where_it_leads()
    {
        var elsewhere = await TestHub.StartAsync("127.0.0.3");
        await using var _ = elsewhere;
        Hub.CallsBack = false;
        Hub.Response = _ => TestResponse.Redirect(elsewhere.Address.AbsoluteUri, 307);
        await AddAsync();

        var active = await SubscriptionWhenAsync(s => s.State == State.Active);

        Assert.Equal(Hub.Asked[0], Assert.Single(elsewhere.Asked));
        Assert.Equal(Hub.Address.AbsoluteUri, active.Hub);
    }

    [Fact]
    public async Task Hub_that_redirects_to_one_that_fails_is_asked_again_itself()
    {
        await using var elsewhere = await TestHub.StartAsync("127.0.0.3");
        elsewhere.Response = _ => TestResponse.Empty(503);
        Hub.CallsBack = false;
        Hub.Response = _ => TestResponse.Redirect(elsewhere.Address.AbsoluteUri, 307);
        await AddAsync();
        await SubscriptionWhenAsync(s => s.LastResult.Contains("503", StringComparison.Ordinal));

        await AskedAfterAsync(TimeSpan.FromMinutes(1), 2);
        await Wait.UntilAsync(() => elsewhere.Asked.Count == 2, "another request there");
    }

    [Fact]
    public async Task Feed_that_names_another_hub_is_subscribed_to_there_and_left_here()
    {
        await SubscribedAsync();
        await using var other = await TestHub.StartAsync("127.0.0.3");

        web.Serve("/feed", TestResponse.Xml(Feed("/a", "/b").Replace(Hub.Address.AbsoluteUri, other.Address.AbsoluteUri, StringComparison.Ordinal)));
        Clock.Advance(TimeSpan.FromHours(3));

        await Wait.UntilAsync(() => other.Verdicts.Count == 1 && Hub.Asked.Count == 2, "both requests");
        Assert.Equal("unsubscribe", Hub.Asked[1].Mode);
        Assert.Equal(other.Address.AbsoluteUri, (await SubscriptionWhenAsync(s => s.State == State.Active)).Hub);
        Assert.NotEqual(Hub.Asked[0].Secret, other.Asked[0].Secret);
    }

    [Fact]
    public async Task Hub_in_a_blocked_network_is_never_asked()
    {
        await Host.DisposeAsync();
        Settings = await SettingsAsync(("Fetch:AllowedNetworks", "127.0.0.1/32"));
        Host = await FetchHost.StartAsync(Settings, Clock);
        await AddAsync();

        Assert.Contains("127.0.0.2", (await SubscriptionWhenAsync(s => s.LastResult.Length > 0)).LastResult, StringComparison.Ordinal);
        Assert.Empty(Hub.Web.Requests);
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

    [Fact]
    public async Task Without_a_public_address_nothing_is_subscribed_to()
    {
        await Host.DisposeAsync();
        Host = await FetchHost.StartAsync(await SettingsAsync(("Fetch:WebSub:CallbackUrl", "")), Clock);
        await AddAsync();

        Assert.Null((await HealthAsync()).Subscription);
        Assert.Empty(Hub.Asked);
        using var answer = await Host.Host.Http.GetAsync(new Uri($"websub/{new string('0', 64)}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>Adds the source and waits until its hub has granted the subscription.</summary>
    protected async Task SubscribedAsync()
    {
        await AddAsync();
        await SubscriptionWhenAsync(s => s.State == State.Active);
        await Wait.UntilAsync(() => Hub.Verdicts.Count == 1 && Host.Announced.Heard.Count == 2, "the first pages");
    }

    protected async Task<SourceHealth> HealthAsync() => await Host.Client.GetSourceHealthAsync(new GetSourceHealthRequest { Name = source.Name + "/health" });

    // An entry an hour over two days and more, so that it is polled within the hour.
    protected string Feed(params string[] paths)
    {
        var old = paths.Contains("/a") ? Enumerable.Range(1, 60).Select(i => $"<item><title>old</title><guid>{i}</guid><pubDate>{Clock.GetUtcNow().AddHours(-i):R}</pubDate></item>") : [];
        return $"""
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
            <atom:link rel="self" href="{web.At("/self?a=1")}"/><atom:link rel="hub" href="{Hub.Address}"/>
            {string.Concat(paths.Select(path => $"<item><title>of {path}</title><link>{path}</link></item>"))}
            {string.Concat(old)}
            </channel></rss>
            """;
    }

    private async Task<Dictionary<string, string?>> SettingsAsync(params (string Name, string Value)[] more)
    {
        var port = FreePort.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return await FetchHost.SettingsAsync(
            provider,
            [
                ("Fetch:HostInterval", "0s"), ("Fetch:MinimumPollInterval", "1m"), ("Fetch:Revisits:Enabled", "false"), ("Server:HttpPort", port),
                ("Fetch:AnnounceAgainAfter", "1d"), ("Fetch:AnnounceBackfillAgainAfter", "7d"), ("Fetch:MaxAnnouncements", "100"),
                ("Fetch:WebSub:CallbackUrl", $"http://127.0.0.1:{port}/"), ("Fetch:WebSub:PollInterval", "6h"), ("Fetch:WebSub:PushInterval", "0s"), ("Fetch:WebSub:MaxPushBytes", "100000"), .. more,
            ]);
    }

    private async Task AddAsync()
    {
        source = await Host.Client.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed").AbsoluteUri } });
        await Host.SourceWhenAsync(source.Name, s => s.LastPollTime is not null);
    }

    private async Task PolledAfterAsync(TimeSpan time)
    {
        Clock.Advance(time);
        var now = Clock.GetUtcNow();
        await Host.SourceWhenAsync(source.Name, s => s.LastPollTime?.ToDateTimeOffset() == now);
    }

    private async Task AskedAfterAsync(TimeSpan time, int count)
    {
        Clock.Advance(time);
        await Wait.UntilAsync(() => Hub.Asked.Count >= count, $"request {count} to the hub");
    }

    private async Task<Subscription> SubscriptionWhenAsync(Func<Subscription, bool> expected)
    {
        SourceHealth health = new();
        try
        {
            await Wait.UntilAsync(async _ => (health = await HealthAsync()).Subscription is { } now && expected(now), "the subscription");
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message} It is {health}", fault);
        }

        return health.Subscription;
    }
}
