namespace NewsPlatform.Crawling.Schedule;

/// <summary>Plans polls of sources. Pure: the same facts give the same plan.</summary>
public static class PollSchedule
{
    /// <summary>Time between two polls of a source of which nothing is known.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wait after failures, and the longest that a server may ask for.</summary>
    public static TimeSpan MaxBackoff { get; } = TimeSpan.FromHours(24);

    // How far the rate of new entries may move the interval away from the usual one.
    private const int Faster = 4;
    private const int Slower = 8;

    /// <summary>
    /// The wait until the next poll. A wish is kept as it is. Without one, a source is polled twice for each new entry that
    /// it usually brings, within a quarter and eight times of the usual interval, but not while its last answer is fresh by
    /// its headers or its ttl. After failures the interval doubles with each, up to 24 hours. All but the wait after
    /// failures lies within the bounds; Retry-After is never undercut.
    /// </summary>
    /// <param name="facts">What is known of the source.</param>
    /// <param name="min">Shortest interval.</param>
    /// <param name="max">Longest interval of a healthy source.</param>
    public static TimeSpan Next(PollFacts facts, TimeSpan min, TimeSpan max)
    {
        var wait = Clamp(facts.Wish ?? Longest(Adapted(facts.NewPerDay), facts.Freshness, facts.Ttl), min, max);
        if (facts.ConsecutiveFailures > 0)
        {
            wait = Longest(wait, Backoff.Exponential(Clamp(facts.Wish ?? Usual, min, max), (int)Math.Min(facts.ConsecutiveFailures, 40), MaxBackoff));
        }

        return facts.RetryAfter is { } asked ? Longest(wait, Clamp(asked, TimeSpan.Zero, MaxBackoff)) : wait;
    }

    private static TimeSpan Adapted(double? newPerDay)
    {
        var (shortest, longest) = (Usual / Faster, Usual * Slower);
        return newPerDay switch
        {
            null => Usual,
            { } rate when rate > TimeSpan.FromDays(0.5) / longest => Clamp(TimeSpan.FromDays(0.5 / rate), shortest, longest),
            _ => longest,
        };
    }

    private static TimeSpan Longest(TimeSpan one, params ReadOnlySpan<TimeSpan?> others)
    {
        foreach (var other in others)
        {
            one = other > one ? other.Value : one;
        }

        return one;
    }

    private static TimeSpan Clamp(TimeSpan value, TimeSpan min, TimeSpan max) => value < min ? min : value > max ? max : value;
}
