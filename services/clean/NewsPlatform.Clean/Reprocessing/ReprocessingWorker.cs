using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>Works at runs, one after another: takes the lease of one, and deals with batch after batch of its captures.</summary>
internal sealed class ReprocessingWorker(
    ReprocessingStore store, Lazy<ReprocessingBatch> batches, PageCleaner cleaner, EventPublisher publisher,
    WorkMonitor monitor, IHostApplicationLifetime lifetime, ReprocessingOptions options, TimeProvider time, ILogger<ReprocessingWorker> log) : BackgroundService
{
    // Faults of one batch in a row that nobody is away for.
    private const int MaxFaults = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ClearEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await publisher.ReadyAsync(stoppingToken);
            var forgotten = false;
            long? cleared = null;
            while (true)
            {
                ReprocessingRow? run = null;
                try
                {
                    if (!forgotten)
                    {
                        await store.ForgetLeasesAsync(stoppingToken);
                        forgotten = true;
                    }

                    run = await store.ClaimAsync(stoppingToken);
                    if (run is null && (cleared is not { } last || time.GetElapsedTime(last) >= ClearEvery))
                    {
                        cleared = await store.ClearAsync(stoppingToken) == 0 ? time.GetTimestamp() : null;
                    }
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    log.ReprocessingWaits("-", exception.Message);
                }

                if (run is not null)
                {
                    await WorkAsync(run, stoppingToken);
                }

                await Task.Delay(run is null ? options.IdleWait : TimeSpan.Zero, time, stoppingToken);
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

    private async Task WorkAsync(ReprocessingRow run, CancellationToken stoppingToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var heart = HoldAsync(run, lost);
        var counts = ReprocessingCounts.Parser.ParseFrom(run.Counts);
        var token = run.PageToken;
        var faults = 0;
        var waits = 0;
        log.ReprocessingBegins(run.Name, run.DryRun == 1);
        try
        {
            while (!lost.IsCancellationRequested)
            {
                try
                {
                    if (run.Version != cleaner.Version)
                    {
                        await store.FailAsync(run, $"the extractor is another one by now, {cleaner.Version}: start again", lost.Token);
                        return;
                    }

                    (var goesOn, token, counts) = await StepAsync(run, token, counts, lost.Token);
                    (faults, waits) = (0, 0);
                    if (!goesOn)
                    {
                        log.ReprocessingEnds(run.Name, counts.Captures);
                        return;
                    }
                }
                catch (Exception exception) when (!lost.IsCancellationRequested)
                {
                    var waitsFor = WordOf(exception);
                    log.ReprocessingWaits(run.Name, waitsFor);
                    if (!IsAway(exception) && ++faults == MaxFaults)
                    {
                        await store.FailAsync(run, waitsFor, lost.Token);
                        return;
                    }

                    await WaitAsync(run, waits++, waitsFor, lost.Token);
                    if (!await store.IsRunningAsync(run, lost.Token))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception) when (lost.IsCancellationRequested)
        {
        }
        finally
        {
            await lost.CancelAsync();
            await heart;
            await ReleaseAsync(run);
        }
    }

    private async Task<(bool GoesOn, string Token, ReprocessingCounts Counts)> StepAsync(
        ReprocessingRow run, string token, ReprocessingCounts counts, CancellationToken cancellationToken)
    {
        using var work = monitor.Begin("reprocess");
        var page = await batches.Value.ListAsync(run, token, cancellationToken);
        var findings = await batches.Value.ReadAsync(run, page.Captures, cancellationToken);
        // Counted only once they are noted: a batch that is done again must not count twice.
        var sum = Sum(counts, findings.Counts);
        var position = page.Captures.Count == 0 ? (long?)null : page.Captures[^1].Capture.FetchTime.ToMicros();
        return await store.CommitAsync(run, findings, token, sum, page.NextPageToken, position, cancellationToken);
    }

    private static ReprocessingCounts Sum(ReprocessingCounts a, ReprocessingCounts b)
    {
        var sum = new ReprocessingCounts();
        foreach (var field in ReprocessingCounts.Descriptor.Fields.InDeclarationOrder())
        {
            field.Accessor.SetValue(sum, (long)field.Accessor.GetValue(a) + (long)field.Accessor.GetValue(b));
        }

        return sum;
    }

    private async Task WaitAsync(ReprocessingRow run, int waits, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await store.NoteAsync(run, $"waits: {reason}", cancellationToken);
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            // It may well be this that it waits for.
        }

        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(waits, 5)));
        await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
    }

    // Peers may be this very process, whose address is known once it listens.
    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task HoldAsync(ReprocessingRow run, CancellationTokenSource lost)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, time, lost.Token);
                if (!await store.RenewAsync(run, lost.Token))
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (Exception) when (lost.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // Whether the lease is still held is not known, and who does not know works no more.
            log.ReprocessingWaits(run.Name, exception.Message);
            await lost.CancelAsync();
        }
    }

    private async Task ReleaseAsync(ReprocessingRow run)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
            await store.ReleaseAsync(run, limit.Token);
        }
        catch (Exception exception)
        {
            // The lease ends by itself.
            log.ReprocessingWaits(run.Name, exception.Message);
        }
    }

    private static string WordOf(Exception exception) => exception switch
    {
        RpcException { StatusCode: StatusCode.Unimplemented } => "Fetch or Store is not served where it is looked for: Peers:Fetch and Peers:Store say where",
        RpcException rpc => rpc.Status.Detail,
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    private static bool IsAway(Exception exception) => exception switch
    {
        RpcException rpc => rpc.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled,
        IOException or TimeoutException or OperationCanceledException => true,
        _ => Database.IsTransient(exception),
    };
}
