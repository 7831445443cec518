using NewsPlatform.Fetch.Pages;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Whether the stages behind are so far behind that fetching more would only fill queues. Sources are polled all the
/// same: what they say today may be gone tomorrow.
/// </summary>
internal sealed class Backlog(UnsettledPages pages, FetchOptions options, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    // Shorter than a caller's usual patience, so that it hears why it waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock counting = new();
    private long lookedAt;
    private volatile bool full;
    private volatile bool fullForBackfill;

    // Places since the start, and how many more may be taken before the next look.
    private long taken;
    private long givenBack;
    private long room;

    /// <summary>Whether fetching should wait. Looks at the database twice a second at most.</summary>
    public async Task<bool> IsFullAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return full;
    }

    /// <summary>Whether pages of the past should wait: they leave a quarter of the room to live ones.</summary>
    public async Task<bool> IsFullForBackfillAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return fullForBackfill;
    }

    /// <summary>
    /// Takes a place for a page that is handed in or replayed, waiting a while for one; dispose it when the page is kept. Unlike
    /// fetching, whose pace is that of the web, pages come in as fast as they are taken: here none slips through between
    /// two looks.
    /// </summary>
    /// <returns>The place; null when none came free.</returns>
    public async Task<IDisposable?> TakePlaceAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            await LookAsync(cancellationToken);
            if (TryTake())
            {
                return new Place(this);
            }

            if (time.GetElapsedTime(started) >= LongestWait)
            {
                return null;
            }

            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var last = Interlocked.Read(ref lookedAt);
        var now = time.GetTimestamp();
        if ((last != 0 && time.GetElapsedTime(last, now) <= LookAgain) || Interlocked.CompareExchange(ref lookedAt, now, last) != last)
        {
            return;
        }

        long before;
        lock (counting)
        {
            before = givenBack;
        }

        var unsettled = await pages.CountAsync(options.MaxUnsettled, cancellationToken);
        lock (counting)
        {
            full = unsettled >= options.MaxUnsettled;
            fullForBackfill = unsettled >= options.MaxUnsettled - (options.MaxUnsettled / 4);
            // What was not given back before the count began may not be in it.
            room = options.MaxUnsettled - unsettled - (taken - before);
        }
    }

    private bool TryTake()
    {
        lock (counting)
        {
            if (room <= 0)
            {
                return false;
            }

            room--;
            taken++;
            return true;
        }
    }

    private void GiveBack()
    {
        lock (counting)
        {
            givenBack++;
        }
    }

    private sealed class Place(Backlog backlog) : IDisposable
    {
        public void Dispose() => backlog.GiveBack();
    }
}
