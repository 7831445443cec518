namespace NewsPlatform.Crawling.Schedule;

/// <summary>How much polling a source may cost.</summary>
public sealed record PollBounds
{
    /// <summary>Shortest interval.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest interval of a healthy source.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Interval of a source while it publishes at the pace of <see cref="PollSchedule.BusyPerDay"/> entries a day or faster;
    /// at a slower pace the interval is longer in proportion.
    /// </summary>
    public TimeSpan Busy { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Interval of a source whose hub pushes what is new.</summary>
    public TimeSpan Pushed { get; init; } = TimeSpan.FromHours(2);
}
