using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// One process's stay at one host: asks it one thing at a time, waits between requests as the host wishes, and never
/// asks anything once the lease is lost.
/// </summary>
internal sealed class HostVisit(HostLease lease, HostFrontier frontier, PageFetcher fetcher, FetchOptions options, TimeProvider time)
{
    private long leasedAt = lease.TakenAt;
    private TimeSpan interval = options.HostInterval;
    private long? lastAsked;

    // A span from a moment, and no time of day: the clock may be set while the visit lasts.
    private TimeSpan rest = Hosting.Data.UnixTime.FromMicros(lease.NotBefore) - time.GetUtcNow();
    private long restsFrom = time.GetTimestamp();
    private string restReason = lease.RestReason;

    /// <summary>The host.</summary>
    public string Host => lease.Host;

    /// <summary>Faults of the host in a row.</summary>
    public long Failures { get; private set; } = lease.Failures;

    /// <summary>Whether the lease was lost, or the host wants to be left alone for longer than it is worth waiting.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether it has lasted about as long as a lease: hosts that wait for a free worker are next, and this one after them.</summary>
    public bool IsLong => time.GetElapsedTime(lease.TakenAt) > options.HostLease;

    /// <summary>How long the host is to be left alone from now; not positive when it may be asked.</summary>
    public TimeSpan Rest => rest - time.GetElapsedTime(restsFrom);

    /// <summary>Unix microseconds before which none of the host's pages is revisited.</summary>
    public long RevisitAfter { get; private set; } = lease.RevisitAfter;

    /// <summary>Spares the host revisits for a while.</summary>
    /// <param name="pause">How long, by the pause between two requests to the host.</param>
    public void SpareRevisits(Func<TimeSpan, TimeSpan> pause) => RevisitAfter = Hosting.Data.UnixTime.ToMicros(time.GetUtcNow() + pause(interval));

    /// <summary>Obeys a Crawl-delay, within bounds.</summary>
    public void Obey(TimeSpan? crawlDelay)
    {
        if (crawlDelay is { } wish && wish > interval)
        {
            interval = wish < options.MaxCrawlDelay ? wish : options.MaxCrawlDelay;
        }

        // The robots.txt that says so may just have been read: the pause counts from there.
        if (lastAsked is { } asked)
        {
            LeaveFor(interval - time.GetElapsedTime(asked));
        }
    }

    /// <summary>Leaves the host alone for a while, also beyond the visit.</summary>
    public void LeaveFor(TimeSpan wait)
    {
        if (wait > Rest)
        {
            (rest, restsFrom) = (wait, time.GetTimestamp());
        }
    }

    /// <summary>Asks the host one thing, in its turn; null when the visit is over and nothing was asked.</summary>
    public async Task<FetchResult?> AskAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var wait = Rest;
        if (wait > options.HostLease / 4)
        {
            IsOver = true;
            return null;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }

        if (time.GetElapsedTime(leasedAt) > options.HostLease / 4)
        {
            var renewed = time.GetTimestamp();
            if (!await frontier.RenewAsync(lease, options.HostLease, cancellationToken))
            {
                IsOver = true;
                return null;
            }

            leasedAt = renewed;
        }

        // Whatever happens, this request is over before anyone else may ask the host.
        var left = options.HostLease - time.GetElapsedTime(leasedAt);
        using var limit = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        TimeSpan? retryAfter = null;
        try
        {
            var result = await fetcher.FetchAsync(request, either.Token);
            Failures = result.Outcome is FetchOutcome.RateLimited || result.IsTransient ? Failures + 1 : 0;
            retryAfter = result.RetryAfter;
            NoteRest(result.Reason);
            return result;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            IsOver = true;
            Failures++;
            const string reason = "not finished before the lease of the host ran out";
            NoteRest(reason);
            return new FetchResult { Outcome = FetchOutcome.TimedOut, Reason = reason, FinalUrl = request.Url };
        }
        finally
        {
            // Also after a request that was cut off: whoever asks next, here or in another process, keeps the pause.
            lastAsked = time.GetTimestamp();
            LeaveFor(Failures == 0 ? interval : HostBackoff.Next(interval, null, (int)Math.Min(Failures, 30), retryAfter));
        }
    }

    /// <summary>Gives the host back.</summary>
    /// <returns>When it is due again; null when it has nothing, or is another's by now.</returns>
    public Task<DateTimeOffset?> EndAsync(CancellationToken cancellationToken) => frontier.ReleaseAsync(lease, time.GetUtcNow() + Rest, Failures, restReason, cancellationToken, RevisitAfter);

    private void NoteRest(string fault) => restReason = Failures == 0 ? "" : $"{fault} (fault {Failures} in a row)";
}
