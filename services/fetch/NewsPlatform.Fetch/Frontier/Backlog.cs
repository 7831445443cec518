using NewsPlatform.Fetch.Pages;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Whether the stages behind are so far behind that fetching more would only fill queues. Sources are polled all the
/// same: what they say today may be gone tomorrow.
/// </summary>
internal sealed class Backlog(PageStore pages, FetchOptions options, TimeProvider time)
{
    private long lookedAt;
    private volatile bool full;

    /// <summary>Whether fetching should wait. Looks at the database twice a second at most.</summary>
    public async Task<bool> IsFullAsync(CancellationToken cancellationToken)
    {
        var last = Interlocked.Read(ref lookedAt);
        var now = time.GetTimestamp();
        if ((last == 0 || time.GetElapsedTime(last, now) > TimeSpan.FromMilliseconds(500)) && Interlocked.CompareExchange(ref lookedAt, now, last) == last)
        {
            full = await pages.CountUnsettledAsync(options.MaxUnsettled, cancellationToken) >= options.MaxUnsettled;
        }

        return full;
    }
}
