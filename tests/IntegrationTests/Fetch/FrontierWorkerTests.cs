using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
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
        await host.Get<PageStore>().SubmitAsync([new NewPage(url, "", Lane.Live)], "", CancellationToken.None);
        Assert.Single(await frontier.TakeAsync(1, TimeSpan.FromHours(1), CancellationToken.None));
        await host.Get<IBusControl>().StartAsync();
        var log = new EventIds();
        using var worker = ActivatorUtilities.CreateInstance<FrontierWorker>(host.Services, log);

        await RunAsync("ALTER TABLE host RENAME TO away");
        await worker.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => log.Seen.Contains(1005), "the worker to find the database away", TimeSpan.FromSeconds(20));
        await RunAsync("ALTER TABLE away RENAME TO host");

        // The lease of the process before is forgotten: the worker takes the host, asks it and puts the page off.
        await Wait.UntilAsync(
            async token => await host.Get<PageTraces>().TraceAsync(url.Id, token) is { ReasonCode.Length: > 0 }, "the page's turn", TimeSpan.FromSeconds(20));
        await worker.StopAsync(CancellationToken.None);
        await host.Get<IBusControl>().StopAsync();

        async Task RunAsync(string sql)
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(settings["Server:DataFolder"]!, "fetch.db")}");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
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
