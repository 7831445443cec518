using System.Globalization;

namespace NewsPlatform.Extraction.Dates;

/// <summary>A date as precise as the page gives it.</summary>
/// <param name="Instant">The time; in UTC when the page gives no offset.</param>
/// <param name="Precision">The smallest part that the page gives; smaller parts of <paramref name="Instant"/> are zero.</param>
/// <param name="OffsetKnown">Whether the page gives the offset from UTC.</param>
public sealed record NewsDate(DateTimeOffset Instant, DatePrecision Precision, bool OffsetKnown)
{
    /// <summary>The calendar day where the article was published, <c>yyyy-MM-dd</c>.</summary>
    public string Day => Instant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, no more precise than known, without an offset that is not known.</summary>
    public override string ToString() => Precision switch
    {
        DatePrecision.Year => Instant.ToString("yyyy", CultureInfo.InvariantCulture),
        DatePrecision.Month => Instant.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePrecision.Day => Day,
        DatePrecision.Minute => Instant.ToString(OffsetKnown ? "yyyy-MM-dd'T'HH:mmzzz" : "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        _ => Instant.ToString(OffsetKnown ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
    };
}
