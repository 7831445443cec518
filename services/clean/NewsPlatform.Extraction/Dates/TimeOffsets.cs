using System.Globalization;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Offsets from UTC as pages write them: <c>+02:00</c>, <c>Z</c>, names of zones.</summary>
internal static class TimeOffsets
{
    /// <summary>The offset, or null when the text names none that is known.</summary>
    public static TimeSpan? Of(ReadOnlySpan<char> zone)
    {
        if (zone.Length == 0)
        {
            return null;
        }

        // "GMT+7"
        var digits = zone.Length > 3 && zone[..3] is "UTC" or "GMT" ? zone[3..] : zone;
        return digits[0] is '+' or '-' or '−' ? Numeric(digits) : Named(zone);
    }

    private static TimeSpan? Numeric(ReadOnlySpan<char> zone)
    {
        Span<char> digits = stackalloc char[4];
        var count = 0;
        foreach (var c in zone)
        {
            if (char.IsAsciiDigit(c) && count < 4)
            {
                digits[count++] = c;
            }
        }

        if (count == 0)
        {
            return null;
        }

        if (count is 1 or 3)
        {
            // The hour in one digit.
            digits[..count].CopyTo(digits[1..]);
            digits[0] = '0';
            count++;
        }

        var hours = int.Parse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = count == 4 ? int.Parse(digits[2..], NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        return minutes > 59 || offset > TimeSpan.FromHours(14) ? null : zone[0] == '+' ? offset : -offset;
    }

    // Where two countries share an abbreviation, the one whose pages print it more often.
    private static TimeSpan? Named(ReadOnlySpan<char> zone)
    {
        double? hours = zone switch
        {
            "Z" or "z" or "UTC" or "GMT" or "WET" => 0,
            "EST" => -5,
            "EDT" => -4,
            "CST" => -6,
            "CDT" => -5,
            "MST" => -7,
            "MDT" => -6,
            "PST" => -8,
            "PDT" => -7,
            "BRT" or "ART" => -3,
            "BST" or "CET" or "MEZ" or "WEST" or "WAT" => 1,
            "CEST" or "MESZ" or "EET" or "SAST" => 2,
            "EEST" or "MSK" or "EAT" => 3,
            "GST" => 4,
            "PKT" => 5,
            "IST" => 5.5,
            "WIB" or "ICT" => 7,
            "SGT" or "HKT" or "PHT" or "AWST" or "WITA" => 8,
            "JST" or "KST" => 9,
            "AEST" => 10,
            "AEDT" => 11,
            "NZST" => 12,
            "NZDT" => 13,
            _ => null,
        };
        return hours is { } value ? TimeSpan.FromHours(value) : null;
    }
}
