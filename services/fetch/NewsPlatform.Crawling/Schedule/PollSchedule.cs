namespace NewsPlatform.Crawling.Schedule;

/// <summary>Plans polls of sources. Pure: the same facts give the same plan.</summary>
public static class PollSchedule
{
    /// <summary>
    /// Pace from which on a source is busy. Busy sources share one interval, since polls that make some of them faster
    /// than others would make the slowest twentieth of all entries slower still; those below it are a small part of all
    /// entries, and asking them as often would cost as many polls again. Chosen by simulation, see tests/Benchmarks.
    /// </summary>
    public const double BusyPerDay = 12;

    /// <summary>Time between two polls of a source of which nothing is known.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wait after failures, and the longest that a server may ask for.</summary>
    public static TimeSpan MaxBackoff { get; } = TimeSpan.FromHours(24);

    /// <summary>What is known of a source's rhythm after a poll that worked.</summary>
    /// <param name="rhythm">What was known before; null at the first poll.</param>
    /// <param name="now">When it was polled.</param>
    /// <param name="published">Times of the entries that it shows, UTC; those without a time are left out.</param>
    /// <param name="unseen">Entries that were not known before.</param>
    public static PublishingRhythm Learn(PublishingRhythm? rhythm, DateTimeOffset now, ReadOnlySpan<DateTime> published, int unseen)
    {
        if (rhythm is not null)
        {
            rhythm.Note(now, published, unseen);
            return rhythm;
        }

        // At the first poll all is unseen; what it shows is its history, back to the oldest entry.
        var since = now;
        foreach (var time in published)
        {
            since = time < since.UtcDateTime ? new DateTimeOffset(time, TimeSpan.Zero) : since;
        }

        rhythm = new PublishingRhythm(since > now - PublishingRhythm.MaxHistory ? since : now - PublishingRhythm.MaxHistory);
        rhythm.Note(now, published, unseen: 0);
        return rhythm;
    }

    /// <summary>
    /// The wait until the next poll. A wish is kept as it is. Without one, a source is polled as soon as there is some chance
    /// of a new entry by its rhythm, see <see cref="PollBounds.Busy"/>, but not while its last answer is fresh by its headers or
    /// its ttl. After failures the interval doubles with each, up to 24 hours. All but the wait after failures lies within the bounds;
    /// Retry-After is never undercut.
    /// </summary>
    /// <param name="facts">What is known of the source.</param>
    /// <param name="bounds">What polling it may cost.</param>
    /// <param name="now">When it was polled.</param>
    public static TimeSpan Next(PollFacts facts, PollBounds bounds, DateTimeOffset now)
    {
        var worth = facts.Wish ?? Longest(facts.Rhythm is { } rhythm ? WorthAPoll(rhythm, facts.Shown, bounds, now) : Usual, facts.Freshness, facts.Ttl);
        var wait = Clamp(worth, bounds.Shortest, bounds.Longest);
        if (facts.ConsecutiveFailures > 0)
        {
            wait = Longest(wait, Backoff.Exponential(Clamp(facts.Wish ?? Usual, bounds.Shortest, bounds.Longest), (int)Math.Min(facts.ConsecutiveFailures, 40), MaxBackoff));
        }

        return facts.RetryAfter is { } asked ? Longest(wait, Clamp(asked, TimeSpan.Zero, MaxBackoff)) : wait;
    }

    private static TimeSpan WorthAPoll(PublishingRhythm rhythm, int? shown, PollBounds bounds, DateTimeOffset now)
    {
        var wait = Longest(bounds.Busy, rhythm.Wait(now, BusyPerDay * bounds.Busy.TotalDays, bounds.Longest));

        // What scrolls out of a document between two polls is lost: half of it must be known still.
        return shown is > 0 and var entries ? Clamp(wait, TimeSpan.Zero, rhythm.Wait(now, entries / 2.0, bounds.Longest)) : wait;
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
