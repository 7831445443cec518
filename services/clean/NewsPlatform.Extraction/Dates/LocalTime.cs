namespace NewsPlatform.Extraction.Dates;

/// <summary>
/// Gives an instant in UTC the offset at which the page prints it. A system that keeps its times in UTC says "2024-05-04T00:25:56Z" where the newspaper
/// prints "3 May 2024, 21:25": the article came out on the third.
/// </summary>
internal static class LocalTime
{
    /// <summary>The same instant with the offset told by one of the page's other times, or the date as it is.</summary>
    public static NewsDate Of(NewsDate date, List<NewsDate> others)
    {
        if (!date.OffsetKnown || date.Precision < DatePrecision.Minute || date.Instant.Offset != TimeSpan.Zero)
        {
            return date;
        }

        foreach (var other in others)
        {
            if (OffsetOf(date, other) is { } offset)
            {
                return date with { Instant = date.Instant.ToOffset(offset) };
            }
        }

        return date;
    }

    private static TimeSpan? OffsetOf(NewsDate date, NewsDate other)
    {
        if (other.Precision < DatePrecision.Minute)
        {
            return null;
        }

        if (other.OffsetKnown)
        {
            return other.Instant.Offset != TimeSpan.Zero && (other.Instant - date.Instant).Duration() < TimeSpan.FromMinutes(1) ? other.Instant.Offset : null;
        }

        // Local times differ from UTC by whole half hours; an unrelated time does so once in thirty.
        var minutes = (long)Math.Floor(other.Instant.DateTime.Ticks / (double)TimeSpan.TicksPerMinute) - (long)Math.Floor(date.Instant.UtcTicks / (double)TimeSpan.TicksPerMinute);
        return minutes != 0 && minutes % 30 == 0 && minutes is >= -12 * 60 and <= 14 * 60 ? TimeSpan.FromMinutes(minutes) : null;
    }
}
