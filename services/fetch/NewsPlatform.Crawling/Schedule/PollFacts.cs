namespace NewsPlatform.Crawling.Schedule;

/// <summary>What is known of a source when its next poll is planned.</summary>
public sealed record PollFacts
{
    /// <summary>The interval that its owner wishes; null: as often as it is worth it.</summary>
    public TimeSpan? Wish { get; init; }

    /// <summary>New entries a day, of late; null when the source is too young to tell.</summary>
    public double? NewPerDay { get; init; }

    /// <summary>Freshness that the last answer's headers gave.</summary>
    public TimeSpan? Freshness { get; init; }

    /// <summary>The feed's own ttl.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Failed polls since the last success.</summary>
    public long ConsecutiveFailures { get; init; }

    /// <summary>What the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
