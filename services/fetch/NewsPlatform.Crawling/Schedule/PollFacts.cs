namespace NewsPlatform.Crawling.Schedule;

/// <summary>What is known of a source when its next poll is planned.</summary>
/// <param name="Now">The present.</param>
/// <param name="BaseInterval">The interval that the source was registered with.</param>
public sealed record PollFacts(DateTimeOffset Now, TimeSpan BaseInterval)
{
    /// <summary>Freshness that the last answer's Cache-Control or Expires gave.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The feed's own ttl.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Entries that were new within <see cref="RecentSpan"/>; null when the source is too young to tell, or its interval is fixed.</summary>
    public int? RecentItems { get; init; }

    /// <summary>The time that <see cref="RecentItems"/> were counted over.</summary>
    public TimeSpan RecentSpan { get; init; }

    /// <summary>Failed polls since the last success.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>What the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
