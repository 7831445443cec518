namespace NewsPlatform.Crawling.Schedule;

/// <summary>What is known of a source when its next poll is planned.</summary>
public sealed record PollFacts
{
    /// <summary>The interval that its owner wishes; null: as often as it is worth it.</summary>
    public TimeSpan? Wish { get; init; }

    /// <summary>When the source publishes; null when nothing is known of it.</summary>
    public PublishingRhythm? Rhythm { get; init; }

    /// <summary>Entries that its document shows at once; older ones scroll out of it. Null when it is not known, or keeps all.</summary>
    public int? Shown { get; init; }

    /// <summary>Freshness that the last answer's headers gave.</summary>
    public TimeSpan? Freshness { get; init; }

    /// <summary>The feed's own ttl.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>How long a hub can still be relied on to push what is new; null when there is none, or it has failed to.</summary>
    public TimeSpan? PushedFor { get; init; }

    /// <summary>Failed polls since the last success.</summary>
    public long ConsecutiveFailures { get; init; }

    /// <summary>What the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
