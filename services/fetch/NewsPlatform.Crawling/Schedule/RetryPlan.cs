using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Crawling.Schedule;

/// <summary>Whether and when a failed page is fetched again.</summary>
/// <param name="Due">When to try again; null when the failure is final.</param>
/// <param name="Reason">A sentence for people: why it failed, and what follows.</param>
public sealed record RetryDecision(DateTimeOffset? Due, string Reason)
{
    /// <summary>True when there is no further attempt: the failure is the page's outcome.</summary>
    public bool GivesUp => Due is null;
}

/// <summary>Plans further attempts for pages. Pure.</summary>
public static class RetryPlan
{
    /// <summary>Waits after the first, second ... failed attempt; after the last wait's attempt the failure is final.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>What follows a failed attempt.</summary>
    /// <param name="result">The attempt.</param>
    /// <param name="failedAttempts">Attempts that failed, this one included; at least 1.</param>
    /// <param name="now">The present.</param>
    public static RetryDecision Next(FetchResult result, int failedAttempts, DateTimeOffset now)
    {
        if (!result.IsTransient)
        {
            return new RetryDecision(null, result.Reason);
        }

        var attempt = Math.Max(failedAttempts, 1);
        if (attempt > Waits.Count)
        {
            return new RetryDecision(null, $"{result.Reason}; given up after {attempt} attempts");
        }

        var wait = Waits[attempt - 1];
        wait = result.RetryAfter is { } asked && asked > wait ? asked : wait;
        return new RetryDecision(now + wait, $"{result.Reason}; attempt {attempt + 1} of {Waits.Count + 1} follows");
    }
}
