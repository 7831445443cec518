namespace NewsPlatform.Crawling.Schedule;

/// <summary>Bounds on the time between two polls of a source.</summary>
/// <param name="Min">Shortest interval.</param>
/// <param name="Max">Longest interval of a healthy source.</param>
public sealed record PollLimits(TimeSpan Min, TimeSpan Max)
{
    /// <summary>One minute to six hours.</summary>
    public static PollLimits Default { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(6));
}
