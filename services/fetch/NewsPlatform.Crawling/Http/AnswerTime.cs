using System.Globalization;
using NewsPlatform.Crawling.Dates;

namespace NewsPlatform.Crawling.Http;

/// <summary>When an answer was made, by its server's clock.</summary>
public static class AnswerTime
{
    private const int MaxAgeSeconds = 30 * 24 * 3600;

    /// <summary>
    /// When it may have been made: at its Date (RFC 9110 section 6.6.1) or, where that is of a cache and not of the origin, its Age
    /// (RFC 9111 section 5.1) before. Empty for an answer that does not say.
    /// </summary>
    /// <param name="headers">The answer's header fields.</param>
    public static IReadOnlyList<DateTimeOffset> Of(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (!WebDate.TryParse(HeaderFields.First(headers, "Date"), out var date))
        {
            return [];
        }

        return int.TryParse(HeaderFields.First(headers, "Age"), NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age is > 0 and <= MaxAgeSeconds
            ? [date, date.AddSeconds(-age)]
            : [date];
    }
}
