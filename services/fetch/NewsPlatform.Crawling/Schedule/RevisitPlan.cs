namespace NewsPlatform.Crawling.Schedule;

/// <summary>
/// Plans revisits of young articles, which are corrected and completed after they are out. Pure: the same facts give the
/// same plan.
/// </summary>
/// <remarks>
/// An article's age counts from its publication or its first fetch, whichever was earlier. The first fetch alone would make
/// an old article that was met late look young, and ask for corrections that were made long ago. The publication alone is a
/// claim: one that lies in the future, or is missing, must not put corrections off. A claim can so only spare revisits. One
/// at midnight is a date without a time, and counts as the end of that day.
/// </remarks>
public static class RevisitPlan
{
    /// <summary>Most revisits of one article: what changes with each request (a counter, an advertisement) goes on for ever.</summary>
    public const int MaxRevisits = 200;

    /// <summary>Chance of a change from which on every article is revisited; below it, a share of them in proportion.</summary>
    public const double WorthIt = 0.05;

    /// <summary>The share that is revisited however seldom something changes, so that a source which begins to correct itself is noticed.</summary>
    public const double SmallestShare = 1.0 / 16;

    // Revisits that nobody made: a source of which nothing is known is worth each of its revisits, and about 18 in vain
    // make it half of them.
    private const double UnseenVisits = 2;
    private const double UnseenChanges = 0.5;

    // A revisit says little when the article was looked at just before: within a quarter of its age.
    private const int Apart = 4;

    /// <summary>When the page is fetched again; null when no more.</summary>
    /// <param name="facts">What is known of the page.</param>
    /// <param name="bounds">What revisits may cost.</param>
    /// <param name="now">The present.</param>
    public static RevisitDue? Next(RevisitFacts facts, RevisitBounds bounds, DateTimeOffset now)
    {
        // A clock that was ahead when the page was fetched makes it no older, and puts nothing off.
        var age = Born(facts) is var born && born < now ? now - born : TimeSpan.Zero;
        if (bounds.Ages.Count == 0 || age >= bounds.Ages[^1] || facts.Made >= MaxRevisits || facts.Finding == RevisitFinding.Gone)
        {
            return null;
        }

        var pace = Pace(facts, bounds, age);
        var planned = Planned(facts, bounds, age, pace);
        if (pace > TimeSpan.Zero && age + pace < bounds.Ages[^1] && (planned is not { } later || pace < later.Wait))
        {
            return new RevisitDue(pace, TimeSpan.Zero, pace, RevisitReason.Lively);
        }

        return planned;
    }

    /// <summary>The share of a source's articles that are revisited at an age, by what such revisits found so far; 1/16 to 1.</summary>
    public static double Share(RevisitRecord record) =>
        Math.Clamp((record.Changes + UnseenChanges) / (record.Visits + UnseenVisits) / WorthIt, SmallestShare, 1);

    private static RevisitDue? Planned(RevisitFacts facts, RevisitBounds bounds, TimeSpan age, TimeSpan pace)
    {
        var reason = RevisitReason.Age;
        foreach (var slot in bounds.Ages)
        {
            if (slot - age < slot / Apart)
            {
                continue;
            }

            if (Draw(facts.Seed, slot) < Share(facts.Record.FirstOrDefault(record => record.Age == slot)))
            {
                return new RevisitDue(slot - age, slot, pace, reason);
            }

            reason = RevisitReason.Rare;
        }

        return null;
    }

    // Half the time that it took to find a change; twice as long after each look in vain.
    private static TimeSpan Pace(RevisitFacts facts, RevisitBounds bounds, TimeSpan age)
    {
        var pace = facts.Finding switch
        {
            // The first change may have come at any time since about half its age ago: ages double and more.
            RevisitFinding.Changed => Longer((facts.Pace > TimeSpan.Zero ? facts.Pace : age) / 2, bounds.Shortest),
            RevisitFinding.Unchanged => facts.Pace * 2,
            RevisitFinding.None when facts is { IsLive: true } && facts.Pace == TimeSpan.Zero => bounds.Shortest,
            RevisitFinding.None or RevisitFinding.Failed => facts.Pace,
            _ => TimeSpan.Zero,
        };
        return pace < bounds.Ages[^1] ? pace : TimeSpan.Zero;
    }

    private static DateTimeOffset Born(RevisitFacts facts)
    {
        if (facts.Published is not { } published)
        {
            return facts.FirstFetched;
        }

        var until = published.UtcDateTime.TimeOfDay == TimeSpan.Zero && published < DateTimeOffset.MaxValue.AddDays(-2) ? published.AddDays(1) : published;
        return until < facts.FirstFetched ? until : facts.FirstFetched;
    }

    // 0 to 1, another for each age (the finaliser of SplitMix64; Steele, Lea, Flood 2014).
    private static double Draw(ulong seed, TimeSpan slot)
    {
        var z = seed + ((ulong)slot.Ticks * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
