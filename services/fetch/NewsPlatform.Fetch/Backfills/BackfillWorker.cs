using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>Gives backfills their turns, one after another; and now and then counts what became of their pages.</summary>
internal sealed class BackfillWorker(
    BackfillFeed feed, BackfillOutcomes outcomes, EventPublisher publisher, WorkMonitor monitor, DatabaseOptions databaseOptions, FetchOptions options, TimeProvider time, ILogger<BackfillWorker> log) : BackgroundService
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await publisher.ReadyAsync(stoppingToken);
            var forgotten = databaseOptions.Provider != DatabaseProvider.Sqlite;
            long? counted = null;
            while (true)
            {
                var progress = false;
                try
                {
                    using var work = monitor.Begin("backfill");
                    if (!forgotten)
                    {
                        await feed.ForgetLeasesAsync(stoppingToken);
                        forgotten = true;
                    }

                    if (counted is not { } last || time.GetElapsedTime(last) >= CountEvery)
                    {
                        counted = time.GetTimestamp();
                        await outcomes.CountAsync(stoppingToken);
                    }

                    progress = await feed.TurnAsync(stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // Nothing was taken: the rows say where to go on.
                    log.BackfillStuck(exception.Message);
                    await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
                }

                if (!progress)
                {
                    await Task.Delay(options.IdleWait, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Whatever the driver throws at a command that is cancelled.
        }
    }
}
