using System.Globalization;

namespace NewsPlatform.Crawling.Warc;

/// <summary>WARC-Date: UTC, ISO 8601, to the millisecond here; from a year to nanoseconds in files of others (WARC 1.1, 5.4).</summary>
public static class WarcDate
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>Writes a time.</summary>
    /// <param name="time">The time; cut to the millisecond.</param>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a time.</summary>
    /// <param name="text">As written.</param>
    /// <param name="time">The time; the first moment of what is written with less than seconds.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        text = text?.Trim() ?? "";
        // Nine digits are allowed, seven are what the framework counts.
        if (text.Length > 28 && text[^1] == 'Z')
        {
            text = text[..27] + "Z";
        }

        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
