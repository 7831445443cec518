namespace NewsPlatform.Crawling.Schedule;

/// <summary>Waiting longer after each failure.</summary>
internal static class Backoff
{
    /// <summary>The first wait, doubled for each further failure, at most the cap; zero without failures.</summary>
    public static TimeSpan Exponential(TimeSpan first, int failures, TimeSpan cap)
    {
        if (failures <= 0)
        {
            return TimeSpan.Zero;
        }

        // 2^40 times any first wait of a millisecond or more is beyond every cap in use, and within range of a double.
        var seconds = first.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 40));
        return seconds >= cap.TotalSeconds ? cap : TimeSpan.FromSeconds(seconds);
    }
}
