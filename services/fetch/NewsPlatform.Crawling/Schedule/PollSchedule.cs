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
    /// When the next poll is due. A wish is kept as it is. Without one, a source is polled as soon as there is some chance
    /// of a new entry by its rhythm, see <see cref="PollBounds.Busy"/>, but not while its last answer is fresh by its headers or
    /// its ttl, and seldom while its hub pushes what is new. After failures the interval doubles with each, up to 24 hours. All but the wait after failures lies within the bounds;
    /// Retry-After is never undercut.
    /// </summary>
    /// <param name="facts">What is known of the source.</param>
    /// <param name="bounds">What polling it may cost.</param>
    /// <param name="now">When it was polled.</param>
    public static PollPlan Next(PollFacts facts, PollBounds bounds, DateTimeOffset now)
    {
        var plan = facts.Wish is { } wish
            ? new PollPlan(wish, PollReason.Wish)
            : ByRhythm(facts, bounds, now).OrLater(facts.Freshness, PollReason.Fresh).OrLater(facts.Ttl, PollReason.Ttl);
        plan = plan.Wait < bounds.Shortest ? new PollPlan(bounds.Shortest, PollReason.Shortest)
            : plan.Wait > bounds.Longest ? new PollPlan(bounds.Longest, PollReason.Longest)
            : plan;
        if (facts is { Wish: null, PushedFor: { } relied })
        {
            // What scrolls out of a document is lost also where a hub fails unnoticed.
            var seldom = Clamp(bounds.Pushed, bounds.Shortest, bounds.Longest);
            plan = plan.OrLater(Shorter(Shorter(seldom, relied), Scrolled(facts, bounds, now) ?? seldom), PollReason.Pushed);
        }

        if (facts.ConsecutiveFailures > 0)
        {
            var first = Clamp(facts.Wish ?? Usual, bounds.Shortest, bounds.Longest);
            plan = plan.OrLater(Backoff.Exponential(first, (int)Math.Min(facts.ConsecutiveFailures, 40), MaxBackoff), PollReason.Failures);
        }

        return facts.RetryAfter is { } asked ? plan.OrLater(Clamp(asked, TimeSpan.Zero, MaxBackoff), PollReason.RetryAfter) : plan;
    }

    private static PollPlan ByRhythm(PollFacts facts, PollBounds bounds, DateTimeOffset now)
    {
        if (facts.Rhythm is not { } rhythm)
        {
            return new PollPlan(Usual, PollReason.Unknown);
        }

        var worth = rhythm.Wait(now, BusyPerDay * bounds.Busy.TotalDays, bounds.Longest);
        var plan = new PollPlan(bounds.Busy, PollReason.Busy).OrLater(worth, worth < bounds.Longest ? PollReason.Rhythm : PollReason.Longest);

        // What scrolls out of a document between two polls is lost: half of it must be known still.
        return Scrolled(facts, bounds, now) is { } scrolled && scrolled < plan.Wait ? new PollPlan(scrolled, PollReason.Scrolls) : plan;
    }

    private static TimeSpan? Scrolled(PollFacts facts, PollBounds bounds, DateTimeOffset now) =>
        facts is { Shown: > 0 and var shown, Rhythm: { } rhythm } ? rhythm.Wait(now, shown / 2.0, bounds.Longest) : null;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan min, TimeSpan max) => value < min ? min : value > max ? max : value;
}
