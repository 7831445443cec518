using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Store.Changes;

/// <summary>
/// Publishes the change log as events, each at least once: it reads after its position, publishes, and moves the position
/// only when the broker has confirmed the whole batch. Of several replicas the one with the lease does it.
/// </summary>
internal sealed class ChangeRelay(
    ChangeLog log, ChangeFeed feed, RecentChanges recent, RelayLease lease, EventPublisher publisher, StoreOptions options, WorkMonitor monitor, TimeProvider time, ILogger<ChangeRelay> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly LastingFault fault = new(time);

    // The fence of the lease, while this process holds it.
    private long? fence;
    private long renewed;
    private long position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
                fault.IsOver();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // Broker or database away, or a record that cannot be read: the position stays, so nothing is skipped.
                Tell(exception);
                Lose();
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // Also after a failure, which has forgotten the fence: one that comes with the stop itself is common, and the lease
        // is still this process's.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        await ReleaseAsync(limit.Token);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        if (!await LeadAsync(cancellationToken))
        {
            await Task.Delay(Pause, time, cancellationToken);
            return;
        }

        var changes = recent.Take(position, options.RelayBatch, out var missing);
        if (missing > 0)
        {
            changes = await log.ReadAsync(position, missing, cancellationToken);
        }

        if (changes.Count == 0)
        {
            await feed.WaitBeyondAsync(position, Pause, cancellationToken);
            return;
        }

        using var work = monitor.Begin("publish changes");

        // Without a limit a broker that is away would hold the batch, and with it the lease, for ever.
        using (var limit = new CancellationTokenSource(options.RelayLease, time))
        using (var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken))
        {
            try
            {
                await Task.WhenAll(changes.Select(change => PublishAsync(change, both.Token)));
            }
            catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException("the broker did not confirm them in time", exception);
            }
        }

        if (await lease.AdvanceAsync(fence!.Value, position, changes[^1].Change.Position, cancellationToken))
        {
            position = changes[^1].Change.Position;
            if (missing == 0)
            {
                // Told from memory, and mostly that was all: this looks there before the log.
                await feed.WaitBeyondAsync(position, Pause, cancellationToken);
            }
        }
        else
        {
            logger.RelayLost(position);
            Lose();
        }
    }

    private async Task<bool> LeadAsync(CancellationToken cancellationToken)
    {
        if (fence is not null && time.GetElapsedTime(renewed) < options.RelayLease / 3)
        {
            return true;
        }

        var before = fence;
        renewed = time.GetTimestamp();
        fence = await lease.TakeAsync(cancellationToken);
        if (fence is { } taken && taken != before)
        {
            position = await lease.PositionAsync(cancellationToken);
            recent.Start();
            logger.RelayLeads(position, taken);
        }
        else if (fence is null)
        {
            recent.Stop();
        }

        return fence is not null;
    }

    private void Lose()
    {
        fence = null;
        recent.Stop();
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lease.ReleaseAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // The lease ends by itself.
            Tell(exception);
        }
    }

    private void Tell(Exception exception)
    {
        if (fault.IsNews(exception))
        {
            logger.RelayFailed(LastingFault.WithTrace(exception), position, exception.Message);
        }
    }

    private async Task PublishAsync(LoggedChange logged, CancellationToken cancellationToken)
    {
        using var span = PipelineTrace.Start("publish change", logged.Trace);
        var change = logged.Change;
        var id = string.Create(CultureInfo.InvariantCulture, $"change/{change.Position}");
        var subject = change.Article.Name;
        // Who wants news binds to the other words.
        var reextracted = change.Cause == RevisionCause.Reextracted ? "reextracted" : null;
        switch (change.Kind)
        {
            case ChangeKind.Stored:
                var stored = new ArticleStored { Position = change.Position, Article = change.Article, Time = change.Time, Cause = change.Cause };
                await publisher.PublishAsync(stored, id, subject, RoutingKey.Of(reextracted ?? "stored", logged.Record), cancellationToken);
                break;
            case ChangeKind.Revised:
                var revised = new ArticleRevised { Position = change.Position, Article = change.Article, Time = change.Time, Cause = change.Cause };
                await publisher.PublishAsync(revised, id, subject, RoutingKey.Of(reextracted ?? "revised", logged.Record), cancellationToken);
                break;
            case ChangeKind.Withdrawn:
                var withdrawn = new ArticleWithdrawn
                {
                    Position = change.Position,
                    Article = change.Article.Name,
                    Url = change.Article.Url,
                    Reason = change.Reason,
                    Time = change.Time,
                };
                await publisher.PublishAsync(withdrawn, id, subject, RoutingKey.Of("withdrawn", logged.Record), cancellationToken);
                break;
            default:
                throw new InvalidDataException($"Change {change.Position} is of the unknown kind {change.Kind}.");
        }
    }
}
