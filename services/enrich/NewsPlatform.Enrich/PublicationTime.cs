using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Enrich;

/// <summary>Times of publication, on the clock of the place: relative dates in a text are meant by it.</summary>
internal static class PublicationTime
{
    /// <summary>The local time; false when the value is none.</summary>
    public static bool TryRead(NewsTime value, out DateTimeOffset local)
    {
        local = default;
        if (value.Time is not { } time || value.OffsetMinutes is < -14 * 60 or > 14 * 60)
        {
            return false;
        }

        try
        {
            local = time.ToDateTimeOffset().ToOffset(TimeSpan.FromMinutes(value.OffsetMinutes));
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Beyond the years 1 to 9999, in UTC or there.
            return false;
        }
    }
}
