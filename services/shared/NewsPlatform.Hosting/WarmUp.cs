using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsPlatform.Hosting;

/// <summary>
/// Does once, while a process still waits for its first work, what loads models and compiles code that the work will need. It
/// only saves time: the process starts without it, and goes on when it fails.
/// </summary>
public abstract class WarmUp(ILogger log) : BackgroundService
{
    /// <summary>Does it.</summary>
    protected abstract void Prepare(CancellationToken stoppingToken);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            Prepare(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            log.NotWarmedUp(exception);
        }
    }
}
