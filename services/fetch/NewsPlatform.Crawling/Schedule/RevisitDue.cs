namespace NewsPlatform.Crawling.Schedule;

/// <summary>The next revisit of an article.</summary>
/// <param name="Wait">Time from now.</param>
/// <param name="Age">The age of <see cref="RevisitBounds.Ages"/> that it is for; zero for one between these.</param>
/// <param name="Pace">Time between revisits of an article that goes on changing; zero for one that does not.</param>
/// <param name="Reason">Why then.</param>
public readonly record struct RevisitDue(TimeSpan Wait, TimeSpan Age, TimeSpan Pace, RevisitReason Reason);

/// <summary>What decides when an article is revisited.</summary>
public enum RevisitReason
{
    /// <summary>It is as old as one of the ages then.</summary>
    Age,

    /// <summary>The same, but earlier ages were left out: articles of its source hardly ever change at those.</summary>
    Rare,

    /// <summary>It goes on changing.</summary>
    Lively,
}
