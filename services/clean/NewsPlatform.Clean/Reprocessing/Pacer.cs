namespace NewsPlatform.Clean.Reprocessing;

/// <summary>Lets through so many a second, and never a burst.</summary>
internal sealed class Pacer(ReprocessingOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTimeOffset next;

    /// <summary>Waits for one's turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (options.Rate == 0)
        {
            return Task.CompletedTask;
        }

        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetUtcNow();
            var turn = next > now ? next : now;
            next = turn + TimeSpan.FromSeconds(1.0 / options.Rate);
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
