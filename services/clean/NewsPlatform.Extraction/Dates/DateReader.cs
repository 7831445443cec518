using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Reads dates as pages write them: ISO 8601 with its usual mistakes, RFC 5322, month names of many languages, numbers only.</summary>
internal static partial class DateReader
{
    private const int MaxLength = 300;

    /// <summary>The first date in a text, or null.</summary>
    /// <param name="text">Text; only its first 300 characters are read.</param>
    /// <param name="monthFirst">Whether <c>1/2/2024</c> is January 2nd, as in the United States.</param>
    public static NewsDate? Read(string? text, bool monthFirst = false)
    {
        if (string.IsNullOrWhiteSpace(text) || text.AsSpan().IndexOfAnyInRange('0', '9') < 0)
        {
            return null;
        }

        text = text.Length > MaxLength ? text[..MaxLength] : text;
        return Iso(text) ?? Named(text) ?? Ideographic(text) ?? Numeric(text, monthFirst) ?? Epoch(text);
    }

    /// <summary>The date in an address's path (<c>/2024/04/18/</c>, <c>/20240418</c>, <c>/2024-04-18-</c>), or null.</summary>
    public static NewsDate? FromPath(string path)
    {
        if (path.Length > 500)
        {
            return null;
        }

        var match = PathDay().Match(path);
        if (match.Success)
        {
            return Day(Int(match, "y"), Int(match, "m"), Int(match, "d"));
        }

        match = PathNamed().Match(path);
        if (match.Success && MonthNames.Find(match.Groups["m"].ValueSpan) is var month and > 0)
        {
            return Day(Int(match, "y"), month, Int(match, "d"));
        }

        return null;
    }

    private static NewsDate? Iso(string text)
    {
        var match = IsoPattern().Match(text);
        if (!match.Success)
        {
            match = CompactIso().Match(text);
            if (!match.Success)
            {
                return null;
            }
        }

        return WithTime(Int(match, "y"), Int(match, "m"), Int(match, "d"), match);
    }

    private static NewsDate? Named(string text)
    {
        foreach (Match match in NamedDayFirst().Matches(text))
        {
            if (MonthNames.Find(match.Groups["m"].ValueSpan) is var month and > 0
                && WithTime(Year(match), month, Int(match, "d"), TimeAfter(text, match)) is { } date)
            {
                return date;
            }
        }

        foreach (Match match in NamedMonthFirst().Matches(text))
        {
            if (MonthNames.Find(match.Groups["m"].ValueSpan) is var month and > 0
                && WithTime(Year(match), month, Int(match, "d"), TimeAfter(text, match)) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    private static NewsDate? Ideographic(string text)
    {
        var match = IdeographicPattern().Match(text);
        return match.Success ? WithTime(Int(match, "y"), Int(match, "m"), Int(match, "d"), TimeAfter(text, match)) : null;
    }

    private static NewsDate? Numeric(string text, bool monthFirst)
    {
        var match = NumericPattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int a = Int(match, "a"), b = Int(match, "b");
        var american = (monthFirst && match.Groups["s"].ValueSpan is "/") ? b <= 31 && a <= 12 : b > 12;
        return WithTime(Year(match), american ? a : b, american ? b : a, TimeAfter(text, match));
    }

    private static NewsDate? Epoch(string text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.Length is not (10 or 13) || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var instant = digits.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(value) : DateTimeOffset.FromUnixTimeMilliseconds(value);
        return instant.Year is > 1990 and < 2100 ? new(instant, DatePrecision.Second, true) : null;
    }

    private static Match TimeAfter(string text, Match date)
    {
        var end = date.Index + date.Length;
        var match = Clock().Match(text, end, Math.Min(40, text.Length - end));
        return match.Success ? match : Clock().Match(text, 0, Math.Min(date.Index, MaxLength));
    }

    private static NewsDate? WithTime(int year, int month, int day, Match time)
    {
        if (Day(year, month, day) is not { } date || !time.Groups["h"].Success)
        {
            return Day(year, month, day);
        }

        int hour = Int(time, "h"), minute = Int(time, "i");
        var second = time.Groups["sec"].Success ? Int(time, "sec") : -1;
        var half = time.Groups["ap"].Success ? time.Groups["ap"].Value : "";
        hour = half.StartsWith('p') || half.StartsWith('P') ? (hour < 12 ? hour + 12 : hour) : half.Length > 0 && hour == 12 ? 0 : hour;
        if (hour > 23 || minute > 59 || second > 59)
        {
            return date;
        }

        var offset = Offset(time);
        var local = new DateTime(year, month, day, hour, minute, Math.Max(second, 0), DateTimeKind.Unspecified);
        return new(new DateTimeOffset(local, offset ?? TimeSpan.Zero), second < 0 ? DatePrecision.Minute : DatePrecision.Second, offset is not null);
    }

    private static TimeSpan? Offset(Match time)
    {
        var zone = time.Groups["z"].Value;
        if (zone.Length == 0)
        {
            return null;
        }

        if (zone[0] is '+' or '-' or '−')
        {
            var digits = zone.Where(char.IsAsciiDigit).ToArray();
            var hours = int.Parse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture);
            var minutes = digits.Length >= 4 ? int.Parse(digits.AsSpan(2, 2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            var offset = new TimeSpan(hours, minutes, 0);
            return hours > 14 || minutes > 59 || offset > TimeSpan.FromHours(14) ? null : zone[0] == '+' ? offset : -offset;
        }

        return zone.ToUpperInvariant() switch
        {
            "Z" or "UTC" or "GMT" => TimeSpan.Zero,
            "EST" => TimeSpan.FromHours(-5),
            "EDT" => TimeSpan.FromHours(-4),
            "CST" => TimeSpan.FromHours(-6),
            "CDT" => TimeSpan.FromHours(-5),
            "MST" => TimeSpan.FromHours(-7),
            "MDT" => TimeSpan.FromHours(-6),
            "PST" => TimeSpan.FromHours(-8),
            "PDT" => TimeSpan.FromHours(-7),
            "BST" or "CET" => TimeSpan.FromHours(1),
            "CEST" or "MESZ" => TimeSpan.FromHours(2),
            "IST" => new TimeSpan(5, 30, 0),
            "JST" or "KST" => TimeSpan.FromHours(9),
            _ => null,
        };
    }

    private static NewsDate? Day(int year, int month, int day) =>
        year is >= 1900 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day, false)
            : null;

    private static int Year(Match match)
    {
        var year = Int(match, "y");
        return year < 100 && match.Groups["y"].Length == 2 ? 2000 + year : year;
    }

    private static int Int(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    // Every pattern is a finite alternative without nested repetition: linear over at most 300 characters.
    [GeneratedRegex(@"(?<!\d)(?<y>(19|20)\d\d)[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)([T\s,_]{1,3}(?<h>\d{1,2}):(?<i>\d{2})(:(?<sec>\d{2})([.,]\d{1,9})?)?\s?(?<ap>[AaPp]\.?[Mm])?\s?(?<z>Z|[+−-]\d{2}:?\d{0,2}|[A-Z]{3,4}\b)?)?", RegexOptions.ExplicitCapture)]
    private static partial Regex IsoPattern();

    [GeneratedRegex(@"(?<!\d)(?<y>(19|20)\d\d)(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(T?(?<h>\d{2}):?(?<i>\d{2}):?(?<sec>\d{2})?(?<z>Z|[+-]\d{2}:?\d{0,2})?)?(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex CompactIso();

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2})(\.|st|nd|rd|th|er|º)?[\s\u00a0,/-]{1,3}(of |de |d')?(?<m>\p{L}{2,14})\.?,?[\s\u00a0,./'’-]{1,3}(de |del )?(?<y>(19|20)\d\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NamedDayFirst();

    [GeneratedRegex(@"(?<m>\p{L}{3,14})\.?[\s\u00a0/-]{1,3}(?<d>\d{1,2})(st|nd|rd|th)?[\s\u00a0,./-]{1,3}(?<y>(19|20)\d\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NamedMonthFirst();

    [GeneratedRegex(@"(?<y>(19|20)\d\d)\s?[年년]\s?(?<m>\d{1,2})\s?[月월]\s?(?<d>\d{1,2})\s?[日일号]?", RegexOptions.ExplicitCapture)]
    private static partial Regex IdeographicPattern();

    [GeneratedRegex(@"(?<![\d./-])(?<a>\d{1,2})(?<s>[./-])\s?(?<b>\d{1,2})[./-]\s?(?<y>(19|20)\d\d|\d\d)(?![\d./-])", RegexOptions.ExplicitCapture)]
    private static partial Regex NumericPattern();

    [GeneratedRegex(@"(?<![\d:.])(?<h>\d{1,2})[:.h](?<i>\d{2})(:(?<sec>\d{2}))?(?!\d|\.\d)\s?(?<ap>[AaPp]\.?[Mm]\.?)?[\s(]{0,2}(?<z>Z|[+-]\d{2}:?\d{2}|UTC|GMT|CES?T|MESZ|[ECMP][SD]T|[BIJK]ST)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();

    [GeneratedRegex(@"[/_-](?<y>(19|20)\d\d)[/_-]?(?<m>0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(?<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/_-]))(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex PathDay();

    [GeneratedRegex(@"/(?<y>(19|20)\d\d)/(?<m>[a-z]{3,9})/(?<d>\d{1,2})/", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex PathNamed();
}
