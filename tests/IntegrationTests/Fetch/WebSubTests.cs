using System.Net;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
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
public abstract class WebSubTests(DatabaseProvider provider) : HubTests(provider)
{
    private const string Rely = "its hub pushes what is new";

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
}
