using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsPlatform.Store.Changes;

/// <summary>
/// Tells everyone in the process that waits for changes that there are some: at once those made here, and by one poll for
/// all those made by other processes. Nobody waiting, nobody polls.
/// </summary>
internal sealed class ChangeFeed(ChangeLog log, StoreOptions options, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    private readonly Lock gate = new();
    private readonly LastingFault fault = new(time);
    private TaskCompletionSource advanced = NewSource();
    private long head;
    private int waiting;

    /// <summary>Says that the log reaches to <paramref name="position"/>.</summary>
    public void Advance(long position)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            if (position <= head)
            {
                return;
            }

            head = position;
            wake = advanced;
            advanced = NewSource();
        }

        wake.SetResult();
    }

    /// <summary>Waits until the log reaches beyond <paramref name="position"/>, or for <paramref name="patience"/>.</summary>
    public async Task WaitBeyondAsync(long position, TimeSpan patience, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            while (true)
            {
                Task change;
                lock (gate)
                {
                    if (head > position)
                    {
                        return;
                    }

                    change = advanced.Task;
                }

                await change.WaitAsync(patience, time, cancellationToken);
            }
        }
        catch (TimeoutException)
        {
            // The caller looks for itself.
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.PollInterval, time, stoppingToken);
                if (Volatile.Read(ref waiting) > 0)
                {
                    Advance(await log.HeadAsync(stoppingToken));
                    fault.IsOver();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whoever waits looks for itself after a while; the next poll may succeed.
                if (fault.IsNews(exception))
                {
                    logger.PollFailed(LastingFault.WithTrace(exception), exception.Message);
                }
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
