using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>The worker and what is around it.</summary>
public sealed class FrontierWorkerTests
{
    [Fact]
    public async Task Database_that_is_away_at_the_start_is_waited_for()
    {
        var settings = await FetchHost.SettingsAsync();
        await using var host = await TestHost.BuildAsync([FetchModule.Module], settings);
        var frontier = host.Get<HostFrontier>();
        Assert.True(PageUrl.TryParse("http://127.0.0.9:9/", null, out var url, out _));
        await host.Get<PageIntake>().SubmitAsync([new NewPage(url, "", Lane.Live)], "", CancellationToken.None);
        Assert.Single(await frontier.TakeAsync(1, TimeSpan.FromHours(1), CancellationToken.None));
        await host.Get<IBusControl>().StartAsync();
        var log = new EventIds();
        using var worker = ActivatorUtilities.CreateInstance<FrontierWorker>(host.Services, log);

        await RunAsync(settings, "ALTER TABLE host RENAME TO away");
        await worker.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => log.Seen.Contains(1005), "the worker to find the database away");
        await RunAsync(settings, "ALTER TABLE away RENAME TO host");

        // The lease of the process before is forgotten: the worker takes the host, asks it and puts the page off.
        await Wait.UntilAsync(
            async token => await host.Get<PageTraces>().TraceAsync(url.Id, token) is { ReasonCode.Length: > 0 }, "the page's turn");
        await worker.StopAsync(CancellationToken.None);
        await host.Get<IBusControl>().StopAsync();
    }

    [Fact]
    public async Task Worker_does_not_sit_out_a_hosts_pause_while_another_host_waits()
    {
        await using var one = await TestWeb.StartAsync();
        await using var other = await TestWeb.StartAsync();
        one.Fallback = other.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html("<p>x");
        await using var host = await FetchHost.StartAsync(("Fetch:Workers", "1"), ("Fetch:HostInterval", "1s"));

        await host.SubmitAsync([one.At("/1"), one.At("/2"), one.At("/3")]);
        await Wait.UntilAsync(() => one.Requests.Count > 0, "the first host's turn");
        await host.SubmitAsync([other.At("/1"), other.At("/2"), other.At("/3")]);
        await Wait.UntilAsync(() => one.Requests.Count == 4 && other.Requests.Count == 4, "all pages");

        Assert.True(other.Requests[1].At < one.Requests[3].At, "the second host had its turn only after the first had no more pages");
        foreach (var web in new[] { one, other })
        {
            Assert.All(web.Requests.Zip(web.Requests.Skip(1)), pair => Assert.InRange(pair.Second.At - pair.First.At, TimeSpan.FromSeconds(0.95), Wait.Limit));
        }
    }

    [Fact]
    public async Task Host_is_asked_when_its_pause_is_over_and_not_at_the_next_look()
    {
        await using var web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html("<p>x");
        await using var host = await FetchHost.StartAsync(("Fetch:HostInterval", "1s"), ("Fetch:IdleWait", "1m"));

        await host.SubmitAsync([web.At("/1"), web.At("/2"), web.At("/3")]);

        await Wait.UntilAsync(() => web.Requests.Count == 4, "all pages");
        Assert.All(web.Requests.Zip(web.Requests.Skip(1)), pair => Assert.InRange(pair.Second.At - pair.First.At, TimeSpan.FromSeconds(0.95), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Page_and_source_that_throw_are_put_off_and_stand_in_nobodys_way()
    {
        await using var web = await TestWeb.StartAsync();
        web.Serve("/good", TestResponse.Html("<p>Good"));
        var settings = await FetchHost.SettingsAsync(DatabaseProvider.Sqlite, ("Fetch:RetryDelays", "50ms"));
        await using (var before = await TestHost.BuildAsync([FetchModule.Module], settings))
        {
            await before.Get<PageIntake>().SubmitAsync([new NewPage(UrlOf(web.At("/bad")), "", Lane.Live)], "", CancellationToken.None);
            await before.Get<SourceStore>().AddAsync(UrlOf(web.At("/feed")), new Source(), "", CancellationToken.None);
            await before.Get<PageIntake>().SubmitAsync([new NewPage(UrlOf(web.At("/good")), "", Lane.Backfill)], "", CancellationToken.None);
        }

        // Such a route is never written; it stands for any bug that one page meets.
        await RunAsync(settings, "UPDATE page SET route = 'x' WHERE url LIKE '%/bad'; UPDATE source SET route = 'x'");
        await using var host = await FetchHost.StartAsync(settings);

        await host.TraceWhenAsync(web.At("/good"), t => t.Capture.Length > 0);
        var bad = await host.TraceWhenAsync(web.At("/bad"), t => t.Outcome == Outcome.Failed);
        Assert.Equal(("fetch_failed", true), (bad.ReasonCode, bad.Quarantined));
        Assert.Contains("gave up after 2 tries", bad.Reason, StringComparison.Ordinal);
        var source = Assert.Single((await host.Client.ListSourcesAsync(new ListSourcesRequest())).Sources);
        Assert.InRange(source.ConsecutiveFailures, 1, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_is_asked_on_when_the_clock_was_set_back(bool duringAVisit)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var web = await TestWeb.StartAsync();
        web.Serve("/robots.txt", TestResponse.Empty(404));
        web.Serve("/2", TestResponse.Html("<p>2"));
        web.Serve("/1", _ =>
        {
            // Long enough for the worker to notice before the visit ends.
            clock.SetBack(duringAVisit ? TimeSpan.FromHours(1) : TimeSpan.Zero);
            return TestResponse.Html("<p>1") with { Delay = TimeSpan.FromSeconds(duringAVisit ? 1 : 0) };
        });
        await using var host = await FetchHost.StartAsync(await FetchHost.SettingsAsync(), clock);
        await host.SubmitAsync(web.At("/1"));
        await host.Announced.FirstAsync();
        await Wait.UntilAsync(() => host.Host.Get<WorkMonitor>().Stuck(TimeSpan.FromTicks(-1)).Count == 0, "the end of the visit");

        clock.SetBack(duringAVisit ? TimeSpan.Zero : TimeSpan.FromHours(1));
        await host.SubmitAsync(web.At("/2"));

        await host.Announced.FirstAsync(e => e.Page.Url == web.At("/2").AbsoluteUri);
    }

    private static PageUrl UrlOf(Uri url) =>
        PageUrl.TryParse(url.AbsoluteUri, null, out var parsed, out var reason) ? parsed : throw new ArgumentException(reason);

    private static async Task RunAsync(Dictionary<string, string?> settings, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(settings["Server:DataFolder"]!, "fetch.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class EventIds : ILogger<FrontierWorker>
    {
        public ConcurrentBag<int> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Seen.Add(eventId.Id);
    }
}
