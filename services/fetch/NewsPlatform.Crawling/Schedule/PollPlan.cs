namespace NewsPlatform.Crawling.Schedule;

/// <summary>When a source is polled next, and what decided it.</summary>
/// <param name="Wait">Time from now.</param>
/// <param name="Reason">Of all that was weighed, what made it so.</param>
public readonly record struct PollPlan(TimeSpan Wait, PollReason Reason)
{
    /// <summary>This plan, or a later one for another reason.</summary>
    internal PollPlan OrLater(TimeSpan? wait, PollReason reason) => wait is { } later && later > Wait ? new PollPlan(later, reason) : this;
}

/// <summary>What decides when a source is polled next.</summary>
public enum PollReason
{
    /// <summary>Nothing is known of the source.</summary>
    Unknown,

    /// <summary>Its owner's wish.</summary>
    Wish,

    /// <summary>It publishes so much that it is polled as often as any.</summary>
    Busy,

    /// <summary>A new entry is worth expecting by then.</summary>
    Rhythm,

    /// <summary>Later, entries could have scrolled out of its document.</summary>
    Scrolls,

    /// <summary>Until then its last answer is fresh by its own headers.</summary>
    Fresh,

    /// <summary>Until then its last answer is good by its own ttl.</summary>
    Ttl,

    /// <summary>Until then its hub pushes what is new.</summary>
    Pushed,

    /// <summary>Sources are not polled more often.</summary>
    Shortest,

    /// <summary>Sources are not polled less often.</summary>
    Longest,

    /// <summary>It failed, once or more in a row.</summary>
    Failures,

    /// <summary>Its server asked to wait.</summary>
    RetryAfter,
}
