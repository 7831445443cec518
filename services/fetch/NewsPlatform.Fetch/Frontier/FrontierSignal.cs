namespace NewsPlatform.Fetch.Frontier;

/// <summary>Wakes this process's frontier when something is due in this process; what others made due it finds at its next look.</summary>
internal sealed class FrontierSignal(TimeProvider time) : IDisposable
{
    // What is not planned is found at the next look, only later.
    private const int MaxPlanned = 10_000;

    // What is due within so short a time is taken together.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0, 1);

    // Timestamps at which something will be due.
    private readonly PriorityQueue<long, long> planned = new();
    private bool due;

    /// <summary>Something is due.</summary>
    public void Set()
    {
        lock (gate)
        {
            due = true;
        }

        Wake();
    }

    /// <summary>Something will be due.</summary>
    public void SetIn(TimeSpan wait)
    {
        var at = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        lock (gate)
        {
            var isNext = !planned.TryPeek(out var next, out _) || at < next;
            if (planned.Count < MaxPlanned)
            {
                planned.Enqueue(at, at);
            }

            if (!isNext)
            {
                return;
            }
        }

        // Whoever waits, waits for something later.
        Wake();
    }

    /// <summary>Waits until something is due, or for <paramref name="limit"/>.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        // By a timer, for the clock of a test stands still.
        using var over = new CancellationTokenSource(limit, time);
        while (!over.IsCancellationRequested && Left(limit) is var left && left > TimeSpan.Zero)
        {
            using var timer = new CancellationTokenSource(left > Together ? left : Together, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, over.Token, cancellationToken);
            try
            {
                await wake.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => wake.Dispose();

    // How long there is nothing to do, at most the limit; zero when there is, and then it is forgotten.
    private TimeSpan Left(TimeSpan limit)
    {
        lock (gate)
        {
            var left = due ? TimeSpan.Zero : limit;
            var now = time.GetTimestamp();
            while (planned.TryPeek(out var at, out _))
            {
                var until = time.GetElapsedTime(now, at);
                if (until > TimeSpan.Zero)
                {
                    left = until < left ? until : left;
                    break;
                }

                planned.Dequeue();
                left = TimeSpan.Zero;
            }

            due = due && left > TimeSpan.Zero;
            return left;
        }
    }

    private void Wake()
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
}
