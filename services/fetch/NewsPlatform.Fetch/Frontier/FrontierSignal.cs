namespace NewsPlatform.Fetch.Frontier;

/// <summary>Wakes this process's frontier when something became due in this process; others find it at their next look.</summary>
internal sealed class FrontierSignal(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim wake = new(0, 1);

    /// <summary>Something is due.</summary>
    public void Set()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <summary>Waits for the signal or for <paramref name="limit"/>.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => wake.Dispose();
}
