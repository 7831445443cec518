namespace NewsPlatform.Crawling.Schedule;

/// <summary>How often young articles may be revisited.</summary>
public sealed record RevisitBounds
{
    /// <summary>Ages at which an article is fetched again; not positive ones and repetitions count for nothing. None: never.</summary>
    public IReadOnlyList<TimeSpan> Ages
    {
        get;
        init => field = [.. value.Where(age => age > TimeSpan.Zero).Distinct().Order()];
    }
        = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];

    /// <summary>Shortest time between two revisits of an article that goes on changing.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMinutes(5);
}
