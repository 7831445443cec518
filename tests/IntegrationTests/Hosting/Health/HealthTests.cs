using System.Net;
using Grpc.Health.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Hosting.Health;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.Hosting.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Host_that_works_is_alive_and_ready()
    {
        await using var host = await TestHost.StartAsync([FetchModule.Module], await TestHost.SettingsAsync());

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, "/healthz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, "/readyz")).Status);
        var health = await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public void Work_that_gets_nowhere_makes_the_host_dead_until_it_moves()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var monitor = new WorkMonitor(clock);
        using var work = monitor.Begin("visit");
        using (monitor.Begin("sweep"))
        {
            clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal("visit: nothing got done for 360 s", Assert.Single(monitor.Stuck(TimeSpan.FromMinutes(5))));
        work.Done();
        Assert.Empty(monitor.Stuck(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Work_that_fails_again_and_again_is_not_stuck()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var monitor = new WorkMonitor(clock);
        var one = monitor.Begin("visit");
        for (var i = 0; i < 10; i++)
        {
            // Always one under way, and none that ever gets anything done.
            var next = monitor.Begin("visit");
            clock.Advance(TimeSpan.FromMinutes(1));
            one.Dispose();
            one = next;
        }

        Assert.Empty(monitor.Stuck(TimeSpan.FromMinutes(5)));
        one.Dispose();
    }

    [Fact]
    public async Task Stuck_work_is_told_by_healthz()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var host = await TestHost.StartAsync([], await TestHost.SettingsAsync(), clock);
        using (host.Get<WorkMonitor>().Begin("visit"))
        {
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, "/healthz")).Status);
            clock.Advance(TimeSpan.FromMinutes(6));
            var (status, body) = await AskAsync(host, "/healthz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("visit: nothing got done for 360 s", body, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, "/healthz")).Status);
    }

    [Fact]
    public async Task Host_whose_database_went_away_is_not_ready_but_alive()
    {
        await using var server = await PostgresService.StartAsync();
        var settings = await TestHost.SettingsAsync();
        settings["Database:Provider"] = "postgres";
        settings["Database:ConnectionString"] = await server.CreateDatabaseAsync();
        await using var host = await TestHost.StartAsync([FetchModule.Module with { AddConsumers = _ => { } }], settings);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, "/readyz")).Status);

        await server.KillAsync();

        var (status, body) = await AskAsync(host, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("fetch", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, "/healthz")).Status);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(TestHost host, string path)
    {
        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
