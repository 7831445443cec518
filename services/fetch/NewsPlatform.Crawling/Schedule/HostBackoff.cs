namespace NewsPlatform.Crawling.Schedule;

/// <summary>How long to leave a host alone before the next request to it. Pure.</summary>
public static class HostBackoff
{
    /// <summary>Longest wait.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromHours(24);

    /// <summary>Longest Crawl-delay that is followed; sites that ask for hours mean "rarely", not "never finish".</summary>
    public static TimeSpan MaxCrawlDelay { get; } = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The wait from the end of one request to the start of the next: the configured interval, the site's Crawl-delay when longer,
    /// doubled waits after failures in a row, and never less than Retry-After.
    /// </summary>
    /// <param name="interval">The configured interval.</param>
    /// <param name="crawlDelay">What robots.txt asks.</param>
    /// <param name="consecutiveFailures">Failures of the host (not of single pages: a 404 is none) in a row.</param>
    /// <param name="retryAfter">What the last answer asked.</param>
    public static TimeSpan Next(TimeSpan interval, TimeSpan? crawlDelay, int consecutiveFailures, TimeSpan? retryAfter)
    {
        var wait = interval < TimeSpan.Zero ? TimeSpan.Zero : interval;
        if (crawlDelay is { } delay)
        {
            wait = Longer(wait, delay < MaxCrawlDelay ? delay : MaxCrawlDelay);
        }

        wait = Longer(wait, Backoff.Exponential(Longer(wait, FirstBackoff), consecutiveFailures, Max));
        wait = Longer(wait, retryAfter ?? TimeSpan.Zero);
        return wait < Max ? wait : Max;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
