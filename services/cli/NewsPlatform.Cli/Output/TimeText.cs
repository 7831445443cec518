using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>Times as ISO 8601, no more exact than they are known.</summary>
internal static class TimeText
{
    /// <summary>A bare date where the day is all that is known; no offset where none is known; null for an absent time.</summary>
    public static string? Of(NewsTime? time)
    {
        if (time?.Time is not { } instant || !InRange(instant))
        {
            return null;
        }

        // An offset beyond 14 hours is no offset: ISO 8601 and the framework know none.
        var offset = time.OffsetKnown && Math.Abs(time.OffsetMinutes) <= 14 * 60 ? TimeSpan.FromMinutes(time.OffsetMinutes) : TimeSpan.Zero;
        var local = instant.ToDateTimeOffset().ToOffset(offset);
        var (format, withOffset) = time.Precision switch
        {
            Precision.Year => ("yyyy", false),
            Precision.Month => ("yyyy-MM", false),
            Precision.Day => ("yyyy-MM-dd", false),
            _ => ("yyyy-MM-dd'T'HH:mm:ss", time.OffsetKnown),
        };
        return local.ToString(format, CultureInfo.InvariantCulture) + (!withOffset ? "" : offset == TimeSpan.Zero ? "Z" : local.ToString("zzz", CultureInfo.InvariantCulture));
    }

    /// <summary>An instant of the platform's own, in UTC with milliseconds; null for an absent one.</summary>
    public static string? Of(Timestamp? time) =>
        time is null || !InRange(time) ? null : time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant to the second, for tables.</summary>
    public static string Short(Timestamp? time) =>
        time is null || !InRange(time) ? "" : time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // What Timestamp itself allows: years 1 to 9999, with room for any offset.
    private static bool InRange(Timestamp time) => time.Seconds is > -62_135_500_000 and < 253_402_200_000 && time.Nanos is >= 0 and < 1_000_000_000;
}
