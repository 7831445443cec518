using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.Benchmarks.Schedule;

/// <summary>Decides when one feed is polled next. Times in days from the start.</summary>
internal interface IPolicy
{
    /// <summary>Days until the next poll.</summary>
    /// <param name="now">Of the poll.</param>
    /// <param name="shown">Times that the entries shown bear, oldest visible first.</param>
    /// <param name="unseen">How many of them were not seen before.</param>
    double Next(double now, ReadOnlySpan<double> shown, int unseen);
}

/// <summary>The same interval for every feed; also miniflux' round robin, of 60 minutes.</summary>
internal sealed class FixedInterval(double minutes) : IPolicy
{
    public double Next(double now, ReadOnlySpan<double> shown, int unseen) => minutes / 1440;
}

/// <summary>
/// Miniflux, POLLING_SCHEDULER=entry_frequency, its published defaults: a week over the entries published in the last week,
/// from 5 minutes to 24 hours.
/// </summary>
internal sealed class MinifluxFrequency : IPolicy
{
    private readonly List<double> known = [];

    public double Next(double now, ReadOnlySpan<double> shown, int unseen)
    {
        foreach (var entry in shown[^unseen..])
        {
            known.Add(entry);
        }

        known.RemoveAll(entry => entry < now - 7);
        return known.Count == 0 ? 1 : Math.Clamp(Math.Round(7.0 * 1440 / known.Count), 5, 1440) / 1440;
    }
}

/// <summary>
/// StormCrawler's AdaptiveScheduler with the values of its documentation: half the interval after a change, half as much again
/// without, from 1 hour to 2 weeks; it starts with a day.
/// </summary>
internal sealed class StormCrawlerAdaptive(double minimum) : IPolicy
{
    private double minutes = 1440;

    public double Next(double now, ReadOnlySpan<double> shown, int unseen)
    {
        minutes = Math.Clamp(unseen > 0 ? minutes * 0.5 : minutes * 1.5, minimum, 20_160);
        return minutes / 1440;
    }
}

/// <summary>The platform's own, as <see cref="PollSchedule"/> and <see cref="PublishingRhythm"/> have it.</summary>
internal sealed class OwnSchedule(TimeSpan busy) : IPolicy
{
    /// <summary>A Monday.</summary>
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DateTime[] times = new DateTime[64];
    private PublishingRhythm? rhythm;

    public double Next(double now, ReadOnlySpan<double> shown, int unseen)
    {
        var at = Start.AddDays(now);
        for (var i = 0; i < shown.Length; i++)
        {
            times[i] = Start.UtcDateTime.AddDays(shown[i]);
        }

        var published = times.AsSpan(0, shown.Length);
        rhythm = PollSchedule.Learn(rhythm, at, published, unseen);
        return PollSchedule.Next(new PollFacts { Rhythm = rhythm, Shown = shown.Length }, new PollBounds { Busy = busy }, at).Wait.TotalDays;
    }
}
