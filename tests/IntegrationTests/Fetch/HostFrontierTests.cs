using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteHostFrontierTests() : HostFrontierTests(DatabaseProvider.Sqlite);

public sealed class PostgresHostFrontierTests() : HostFrontierTests(DatabaseProvider.Postgres);

/// <summary>Leases of hosts.</summary>
public abstract class HostFrontierTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestHost host = null!;

    private HostFrontier Frontier => host.Get<HostFrontier>();

    private PageStore Pages => host.Get<PageStore>();

    private PageIntake Intake => host.Get<PageIntake>();

    private DateTimeOffset Now => clock.GetUtcNow();

    public async Task InitializeAsync() => host = await TestHost.BuildAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider), clock);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Eight_takers_at_once_never_get_the_same_host()
    {
        await AddAsync([.. Enumerable.Range(0, 200).Select(i => $"h{i}.example")]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<HostLease>();
            while (await TakeAsync(3) is { Count: > 0 } more)
            {
                mine.AddRange(more);
            }

            return mine;
        })));

        var hosts = taken.SelectMany(t => t).Concat(await TakeAsync(1000)).Select(l => l.Host).ToList();
        Assert.Equal((200, 200), (hosts.Count, hosts.Distinct().Count()));
    }

    [Fact]
    public async Task One_host_can_be_leased_by_name_known_or_not_and_only_once()
    {
        await AddAsync("known.example");
        var known = await Frontier.TakeAsync("known.example", Minute, CancellationToken.None);
        var eight = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Frontier.TakeAsync("new.example", Minute, CancellationToken.None))));

        Assert.Equal("known.example", known!.Host);
        Assert.Equal("new.example", Assert.Single(eight.OfType<HostLease>()).Host);
        Assert.Empty(await TakeAsync());
        Assert.Null(await Frontier.TakeAsync("known.example", Minute, CancellationToken.None));

        // Given back, it is due for what it has, and one that has nothing is not due at all.
        await Frontier.ReleaseAsync(known, Now, 0, "", CancellationToken.None);
        await Frontier.ReleaseAsync(eight.OfType<HostLease>().Single(), Now, 0, "", CancellationToken.None);
        Assert.Equal("known.example", Assert.Single(await TakeAsync()).Host);
    }

    [Fact]
    public async Task Next_host_is_known_before_it_is_due_unless_someone_has_it()
    {
        await AddAsync("a.example", "b.example");
        Assert.Empty(await Frontier.NextDuesAsync(Minute, CancellationToken.None));
        var leases = (await TakeAsync()).ToDictionary(lease => lease.Host);
        Assert.Equal(Now + TimeSpan.FromSeconds(7), await Frontier.ReleaseAsync(leases["a.example"], Now + TimeSpan.FromSeconds(7), 0, "", CancellationToken.None));
        Assert.Null(await Frontier.ReleaseAsync(leases["b.example"] with { Token = 99 }, Now, 0, "", CancellationToken.None));
        Assert.Equal(Now + TimeSpan.FromSeconds(5), await Frontier.ReleaseAsync(leases["b.example"], Now + TimeSpan.FromSeconds(5), 0, "", CancellationToken.None));

        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7)], await Frontier.NextDuesAsync(Minute, CancellationToken.None));
        Assert.Empty(await Frontier.NextDuesAsync(TimeSpan.FromSeconds(5), CancellationToken.None));
        Assert.NotNull(await Frontier.TakeAsync("b.example", Minute, CancellationToken.None));
        Assert.Equal([TimeSpan.FromSeconds(7)], await Frontier.NextDuesAsync(Minute, CancellationToken.None));
    }

    [Fact]
    public async Task Hosts_of_the_past_are_due_in_turn_and_none_later_than_it_was()
    {
        await AddAsync("b.example");
        var database = host.Services.GetRequiredKeyedService<Database>("fetch");

        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await HostDues.WakeInTurnAsync(connection, transaction, ["a.example", "b.example", "c.example", "d.example"], Now.ToMicros(), within: TimeSpan.FromSeconds(8));
                return true;
            },
            CancellationToken.None);

        // The first now, the second as it was, the others each a quarter of the time after the one before.
        Assert.Equal(["a.example", "b.example"], (await TakeAsync()).Select(lease => lease.Host).Order());
        Assert.Equal([TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6)], await Frontier.NextDuesAsync(Minute, CancellationToken.None));
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("c.example", Assert.Single(await TakeAsync()).Host);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("d.example", Assert.Single(await TakeAsync()).Host);
    }

    [Fact]
    public async Task Known_pages_are_told_from_others()
    {
        var here = Endings.Url("here");
        await Intake.SubmitAsync([new NewPage(here, "", NewsPlatform.Contracts.Type.V1.Lane.Live)], "", CancellationToken.None);
        string[] ids = [here.Id, .. Enumerable.Range(0, 2500).Select(number => Endings.Url($"away{number}").Id)];

        Assert.Equal([here.Id], await host.Get<KnownPages>().AmongAsync(ids, CancellationToken.None));
        Assert.Equal(Now.ToMicros(), await host.Get<KnownPages>().LastDiscoveryAsync(ids, CancellationToken.None));
        Assert.Equal(0, await host.Get<KnownPages>().LastDiscoveryAsync(ids[1..], CancellationToken.None));
    }

    [Fact]
    public async Task Lease_keeps_others_away_until_it_runs_out_and_then_fences_its_owner_off()
    {
        await AddAsync("a.example");
        var first = Assert.Single(await TakeAsync());
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await TakeAsync());
        Assert.True(await Frontier.RenewAsync(first, Minute, CancellationToken.None));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await TakeAsync());

        clock.Advance(TimeSpan.FromSeconds(2));
        var second = Assert.Single(await TakeAsync());

        Assert.True(second.Token > first.Token);
        Assert.False(await Frontier.RenewAsync(first, Minute, CancellationToken.None));
        await Frontier.ReleaseAsync(first, Now, 9, "", CancellationToken.None);
        Assert.Empty(await TakeAsync());
        Assert.True(await Frontier.RenewAsync(second, Minute, CancellationToken.None));
    }

    [Fact]
    public async Task Visit_whose_lease_took_long_to_be_given_asks_nothing_when_another_has_the_host()
    {
        await AddAsync("a.example");
        var slow = Assert.Single(await TakeAsync());
        clock.Advance(Minute);
        Assert.Single(await TakeAsync());
        var options = new FetchOptions { HostLease = Minute };
        using var fetcher = new PageFetcher(new FetchLimits(), new AddressGuard([]), clock, (_, _) => throw new InvalidOperationException("it was asked"));
        var visit = new HostVisit(slow, Frontier, fetcher, options, clock);

        Assert.Null(await visit.AskAsync(new FetchRequest(new Uri("https://a.example/")), CancellationToken.None));
        Assert.True(visit.IsOver);
    }

    [Fact]
    public async Task Released_host_is_due_when_its_next_page_is_and_may_be_asked()
    {
        await AddAsync("a.example");
        var lease = Assert.Single(await TakeAsync());
        await Pages.RetryAsync(UrlOf("a.example").Id, Now + (5 * Minute), "x", "x", CancellationToken.None);
        await Frontier.ReleaseAsync(lease, Now + (2 * Minute), 3, "", CancellationToken.None);
        Assert.Empty(await TakeAsync());
        clock.Advance((5 * Minute) - TimeSpan.FromSeconds(1));
        Assert.Empty(await TakeAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        lease = Assert.Single(await TakeAsync());
        Assert.Equal(3, lease.Failures);

        await Frontier.ReleaseAsync(lease, Now + (2 * Minute), 0, "", CancellationToken.None);
        clock.Advance(Minute);
        Assert.Empty(await TakeAsync());
        clock.Advance(Minute);
        lease = Assert.Single(await TakeAsync());
        Assert.Equal((Now, 0), (UnixTime.FromMicros(lease.NotBefore), lease.Failures));
    }

    [Fact]
    public async Task Host_without_work_is_not_due_until_it_has_some()
    {
        await AddAsync("a.example");
        var lease = Assert.Single(await TakeAsync());
        await Pages.EndUnfetchedAsync(UrlOf("a.example").Id, Contracts.Type.V1.Outcome.Failed, "x", "x", "failed", CancellationToken.None);
        await Frontier.ReleaseAsync(lease, Now, 0, "", CancellationToken.None);
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Empty(await TakeAsync());

        await Intake.SubmitAsync([new NewPage(UrlOf("a.example"), "", Contracts.Type.V1.Lane.Live)], "", CancellationToken.None);

        Assert.Single(await TakeAsync());
    }

    [Fact]
    public async Task Page_added_while_its_host_is_released_wakes_it_all_the_same()
    {
        for (var round = 0; round < 100; round++)
        {
            var name = $"r{round}.example";
            await AddAsync(name);
            var lease = Assert.Single(await TakeAsync());
            await Pages.EndUnfetchedAsync(UrlOf(name).Id, Contracts.Type.V1.Outcome.Failed, "x", "x", "failed", CancellationToken.None);

            await Task.WhenAll(
                Task.Run(() => Frontier.ReleaseAsync(lease, Now, 0, "", CancellationToken.None)),
                Task.Run(() => Intake.DiscoverAsync([new NewPage(UrlOf(name, "late"), "", Contracts.Type.V1.Lane.Live)], CancellationToken.None)));

            var again = await TakeAsync();
            Assert.True(again.Count == 1, $"the page of round {round} is never fetched");
            await Pages.EndUnfetchedAsync(UrlOf(name, "late").Id, Contracts.Type.V1.Outcome.Failed, "x", "x", "failed", CancellationToken.None);
            await Frontier.ReleaseAsync(again[0], Now, 0, "", CancellationToken.None);
        }
    }

    [Fact]
    public async Task Frontier_goes_on_when_its_clock_was_set_back()
    {
        // Put off long before: half a day is half a day.
        await AddAsync("patient.example");
        await Pages.RetryAsync(UrlOf("patient.example").Id, Now + TimeSpan.FromHours(12), "x", "x", CancellationToken.None);
        await Frontier.ReleaseAsync(Assert.Single(await TakeAsync()), Now, 0, "", CancellationToken.None);
        clock.Advance(TimeSpan.FromHours(2));
        await AddAsync("paused.example", "refused.example");
        foreach (var taken in await TakeAsync())
        {
            var refused = taken.Host == "refused.example";
            await Frontier.ReleaseAsync(taken, Now + (refused ? TimeSpan.FromMinutes(30) : TimeSpan.FromSeconds(2)), refused ? 1 : 0, "", CancellationToken.None);
        }

        await host.Get<SourceStore>().AddAsync(UrlOf("polled.example"), new Contracts.Fetch.V1.Source(), "", CancellationToken.None);
        var poll = Assert.Single(await TakeAsync());
        var note = new PollNote { Ok = true, Result = "", Next = new(TimeSpan.FromMinutes(15), NewsPlatform.Crawling.Schedule.PollReason.Unknown) };
        await host.Get<SourceStore>().NotePollAsync((await DueSourceAsync(poll.Host))!, note, CancellationToken.None);
        await Frontier.ReleaseAsync(poll, Now, 0, "", CancellationToken.None);
        await AddAsync("leased.example");
        Assert.Single(await TakeAsync());

        clock.SetBack(TimeSpan.FromHours(1));
        Assert.Empty(await TakeAsync());
        await Frontier.ForgetFutureAsync(Minute, Minute, CancellationToken.None);

        var hosts = await TakeAsync();
        Assert.Equal(["paused.example", "polled.example"], hosts.Select(h => h.Host).Order(StringComparer.Ordinal));
        Assert.All(hosts, h => Assert.True(h.NotBefore <= Now.ToMicros()));
        Assert.Single(await Endings.DueAsync(host, "paused.example", Now));
        Assert.NotNull(await DueSourceAsync("polled.example"));
        foreach (var taken in hosts)
        {
            await Frontier.ReleaseAsync(taken, Now + TimeSpan.FromDays(1), 0, "", CancellationToken.None);
        }

        clock.Advance(Minute);
        Assert.Equal("leased.example", Assert.Single(await TakeAsync()).Host);
        clock.Advance(TimeSpan.FromHours(1.5) - Minute);
        Assert.Contains("refused.example", (await TakeAsync()).Select(h => h.Host));
        Assert.Empty(await Endings.DueAsync(host, "patient.example", Now));
    }

    [Fact]
    public async Task Trace_of_a_page_whose_host_rests_tells_until_when_and_why()
    {
        await AddAsync("a.example");
        await Frontier.ReleaseAsync(Assert.Single(await TakeAsync()), Now + Minute, 2, "it answered 503", CancellationToken.None);
        var resting = await TraceAsync("a.example");
        Assert.Equal((Now + Minute, "the host rests until 2026-01-02 03:05:05 UTC: it answered 503"), (resting.DueTime.ToDateTimeOffset(), resting.DueReason));
        Assert.Equal(resting, Assert.Single(await host.Get<PageTraces>().ListAsync("", Contracts.Type.V1.Outcome.Unspecified, false, 10, CancellationToken.None)));

        await Pages.RetryAsync(UrlOf("a.example").Id, Now + (2 * Minute), "x", "x", CancellationToken.None);
        Assert.Equal((Now + (2 * Minute), ""), await TraceAsync("a.example") is var later ? (later.DueTime.ToDateTimeOffset(), later.DueReason) : default);

        clock.Advance(3 * Minute);
        Assert.Equal((Now - Minute, ""), await TraceAsync("a.example") is var late ? (late.DueTime.ToDateTimeOffset(), late.DueReason) : default);
    }

    [Fact]
    public async Task Reason_of_a_rest_comes_with_the_next_lease()
    {
        await AddAsync("a.example");
        await Frontier.ReleaseAsync(Assert.Single(await TakeAsync()), Now + Minute, 1, "it answered 503", CancellationToken.None);
        clock.Advance(Minute);

        Assert.Equal("it answered 503", Assert.Single(await TakeAsync()).RestReason);
    }

    [Fact]
    public async Task Process_that_owns_the_database_alone_takes_all_hosts_back_when_it_starts()
    {
        await AddAsync("a.example");
        var lost = Assert.Single(await TakeAsync());

        await Frontier.ForgetLeasesAsync(CancellationToken.None);

        Assert.Single(await TakeAsync());
        Assert.False(await Frontier.RenewAsync(lost, Minute, CancellationToken.None));
    }

    private static PageUrl UrlOf(string host, string path = "") =>
        PageUrl.TryParse($"https://{host}/{path}", null, out var url, out var reason) ? url : throw new ArgumentException(reason);

    private async Task<Contracts.Fetch.V1.PageTrace> TraceAsync(string host) =>
        await this.host.Get<PageTraces>().TraceAsync(UrlOf(host).Id, CancellationToken.None) ?? throw new InvalidOperationException($"{host} is unknown");

    private Task<IReadOnlyList<HostLease>> TakeAsync(int limit = 100) => Frontier.TakeAsync(limit, Minute, CancellationToken.None);

    private async Task<SourceRow?> DueSourceAsync(string name) => (await host.Get<HostAgenda>().NextAsync(name, polls: true, CancellationToken.None)).Source;

    private Task<int> AddAsync(params string[] hosts) =>
        Intake.DiscoverAsync([.. hosts.Select(h => new NewPage(UrlOf(h), "", Contracts.Type.V1.Lane.Live))], CancellationToken.None);
}
