namespace NewsPlatform.Crawling.Schedule;

/// <summary>When a source is polled next, and why then.</summary>
/// <param name="Due">The time.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record PollDecision(DateTimeOffset Due, string Reason);

/// <summary>Plans polls. Pure: the same facts give the same plan.</summary>
public static class PollSchedule
{
    /// <summary>Longest wait after failures.</summary>
    public static TimeSpan MaxBackoff { get; } = TimeSpan.FromHours(24);

    // How far the rate of new entries may move the interval away from the registered one.
    private const int Faster = 4;
    private const int Slower = 8;

    /// <summary>
    /// The next poll. After failures the interval doubles up to 24 hours. Otherwise a source is polled twice per new
    /// entry it usually brings, within a quarter and eight times of its registered interval; not while the last answer
    /// is fresh by its own cache header or ttl; always within the limits. Retry-After is never undercut.
    /// </summary>
    /// <param name="facts">What is known of the source.</param>
    /// <param name="limits">Bounds on the interval.</param>
    /// <param name="jitter">0 to 1, adds up to a tenth of the wait, so that sources registered together drift apart.</param>
    public static PollDecision Next(PollFacts facts, PollLimits limits, double jitter = 0)
    {
        var registered = Clamp(facts.BaseInterval, limits.Min, limits.Max);
        var (wait, reason) = facts.ConsecutiveFailures > 0
            ? (Backoff.Exponential(registered, facts.ConsecutiveFailures, MaxBackoff), $"{facts.ConsecutiveFailures} failures in a row")
            : Healthy(facts, limits, registered);
        if (facts.RetryAfter is { } asked && asked > wait)
        {
            (wait, reason) = (Clamp(asked, TimeSpan.Zero, MaxBackoff), "the server asked to wait");
        }

        wait += wait * (0.1 * Math.Clamp(double.IsNaN(jitter) ? 0 : jitter, 0, 1));
        return new PollDecision(facts.Now + wait, reason);
    }

    private static (TimeSpan Wait, string Reason) Healthy(PollFacts facts, PollLimits limits, TimeSpan registered)
    {
        var (wait, reason) = (registered, "the registered interval");
        if (facts.RecentItems is { } items && facts.RecentSpan > TimeSpan.Zero)
        {
            // Nothing new in the span: expect the next no sooner than after the span once more.
            var gap = items <= 0 ? facts.RecentSpan * 2 : facts.RecentSpan / items;
            wait = Clamp(gap / 2, registered / Faster, registered * Slower);
            reason = $"{Math.Max(items, 0)} new entries in {facts.RecentSpan.TotalHours:0.#} h";
        }

        foreach (var (fresh, why) in (ReadOnlySpan<(TimeSpan?, string)>)[(facts.MaxAge, "fresh by its cache header"), (facts.Ttl, "fresh by its ttl")])
        {
            if (fresh is { } age && age > wait)
            {
                (wait, reason) = (age, why);
            }
        }

        return (Clamp(wait, limits.Min, limits.Max), reason);
    }

    private static TimeSpan Clamp(TimeSpan value, TimeSpan min, TimeSpan max) => value < min ? min : value > max ? max : value;
}
