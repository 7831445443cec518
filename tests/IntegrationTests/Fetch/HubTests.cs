using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;
using State = NewsPlatform.Contracts.Fetch.V1.Subscription.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Fetch, a feed and its hub, on a clock of their own.</summary>
public abstract class HubTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected TestWeb web = null!;
    private protected Source source = null!;

    protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected TestHub Hub { get; private set; } = null!;

    private protected FetchHost Host { get; set; } = null!;

    protected Dictionary<string, string?> Settings { get; set; } = null!;

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

    private protected async Task<Dictionary<string, string?>> SettingsAsync(params (string Name, string Value)[] more)
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

    private protected async Task AddAsync()
    {
        source = await Host.Client.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed").AbsoluteUri } });
        await Host.SourceWhenAsync(source.Name, s => s.LastPollTime is not null);
    }

    private protected async Task PolledAfterAsync(TimeSpan time)
    {
        Clock.Advance(time);
        var now = Clock.GetUtcNow();
        await Host.SourceWhenAsync(source.Name, s => s.LastPollTime?.ToDateTimeOffset() == now);
    }

    private protected async Task AskedAfterAsync(TimeSpan time, int count)
    {
        Clock.Advance(time);
        await Wait.UntilAsync(() => Hub.Asked.Count >= count, $"request {count} to the hub");
    }

    private protected async Task<Subscription> SubscriptionWhenAsync(Func<Subscription, bool> expected)
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
