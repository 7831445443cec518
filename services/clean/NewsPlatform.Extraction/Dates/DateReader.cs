using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsPlatform.Extraction.Dates;

/// <summary>
/// Reads dates as pages write them: ISO 8601 with its usual mistakes, RFC 5322, month names of many languages, numbers only, digits of every
/// script, years of other calendars.
/// </summary>
internal static partial class DateReader
{
    private const int MaxLength = 300;

    private static readonly (string Two, string One)[] TwoWordMonths =
    [
        ("كانون الثاني", "يناير"), ("كانون الأول", "ديسمبر"), ("تشرين الأول", "أكتوبر"), ("تشرين الثاني", "نوفمبر"),
    ];

    private enum Form
    {
        Iso,
        Compact,
        DayMonth,
        MonthDay,
        YearMonth,
        Thai,
        Ideographic,
        Era,
        Vietnamese,
        Numeric,
    }

    /// <summary>The first date in a text, or null.</summary>
    /// <param name="text">Text; only its first 300 characters are read.</param>
    /// <param name="monthFirst">Whether <c>1/2/2024</c> is January 2nd, as in the United States.</param>
    public static NewsDate? Read(string? text, bool monthFirst = false)
    {
        if (!MayHold(text))
        {
            return null;
        }

        text = Prepare(text!);
        return Next(text, 0, monthFirst)?.Date ?? Epoch(text);
    }

    /// <summary>A date of a machine's field: like <see cref="Read"/>, and also a year or a month alone (<c>2024-05</c>).</summary>
    public static NewsDate? ReadField(string? text, bool monthFirst = false)
    {
        if (Read(text, monthFirst) is { } date)
        {
            return date;
        }

        var digits = (text ?? "").AsSpan().Trim();
        if (digits.Length is not (4 or 7) || !int.TryParse(digits[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2100)
        {
            return null;
        }

        if (digits.Length == 4)
        {
            return new(new(year, 1, 1, 0, 0, 0, TimeSpan.Zero), DatePrecision.Year, false);
        }

        return digits[4] == '-' && int.TryParse(digits[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? new(new(year, month, 1, 0, 0, 0, TimeSpan.Zero), DatePrecision.Month, false)
            : null;
    }

    /// <summary>Whether a text can hold a date at all.</summary>
    public static bool MayHold(string? text)
    {
        foreach (var c in text.AsSpan())
        {
            if (char.IsDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text as <see cref="Next"/> wants it: at most 300 characters, all digits those of ASCII.</summary>
    public static string Prepare(string text)
    {
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var foreign = text.AsSpan().ContainsAnyExceptInRange('\0', '\u065F');
        if (!foreign)
        {
            return text;
        }

        text = string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i] > '\u007F' && char.IsDigit(source[i]) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(source[i])) : source[i];
            }
        });
        foreach (var (two, one) in TwoWordMonths)
        {
            text = text.Replace(two, one, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The first date at or behind a position of a prepared text, with where it begins and ends; null when there is none.</summary>
    public static (NewsDate Date, int Start, int End)? Next(string text, int from, bool monthFirst)
    {
        var shape = Shape.Of(text, from);
        var best = (Date: (NewsDate?)null, Start: int.MaxValue, End: 0);
        if (shape.HasYear && shape.IsSeparated)
        {
            Find(IsoPattern(), Form.Iso);
        }

        if (shape.LongestRun >= 8)
        {
            Find(CompactIso(), Form.Compact);
        }

        if (shape.HasLetters && shape.HasYear)
        {
            Find(NamedDayFirst(), Form.DayMonth);
            Find(NamedMonthFirst(), Form.MonthDay);
            Find(NamedYearFirst(), Form.YearMonth);
        }

        if (shape.HasThai)
        {
            Find(ThaiPattern(), Form.Thai);
        }

        if (shape.HasIdeograph)
        {
            Find(IdeographicPattern(), Form.Ideographic);
            Find(EraPattern(), Form.Era);
        }

        if (shape.HasYear && text.Contains("tháng", StringComparison.OrdinalIgnoreCase))
        {
            Find(VietnamesePattern(), Form.Vietnamese);
        }

        if (shape.IsSeparated)
        {
            Find(NumericPattern(), Form.Numeric);
        }

        return best.Date is { } date ? (date, best.Start, best.End) : null;

        void Find(Regex pattern, Form form)
        {
            for (var match = pattern.Match(text, from); match.Success && match.Index < best.Start; match = match.NextMatch())
            {
                if (Value(form, match, text, monthFirst) is { } value)
                {
                    best = (value, match.Index, match.Index + match.Length);
                    return;
                }
            }
        }
    }

    /// <summary>The date in an address's path (<c>/2024/04/18/</c>, <c>/20240418</c>, <c>/2024-04-18-</c>, <c>/18-04-2024</c>), or null.</summary>
    public static NewsDate? FromPath(string path)
    {
        if (path.Length > 500)
        {
            return null;
        }

        var match = PathDay().Match(path);
        if (match.Success)
        {
            return Day(YearKind.Gregorian, Int(match, "y"), Int(match, "m"), Int(match, "d"));
        }

        match = PathNamed().Match(path);
        if (match.Success && MonthNames.Find(match.Groups["m"].ValueSpan) is var month and > 0)
        {
            return Day(YearKind.Gregorian, Int(match, "y"), month, Int(match, "d"));
        }

        match = PathDayFirst().Match(path);
        return match.Success ? Day(YearKind.Gregorian, Int(match, "y"), Int(match, "m"), Int(match, "d")) : null;
    }

    private static NewsDate? Value(Form form, Match match, string text, bool monthFirst)
    {
        switch (form)
        {
            case Form.Iso:
                // Years of the 14th century are Persian ones.
                var year = Int(match, "y");
                return WithTime(year < 1500 ? YearKind.Persian : YearKind.Gregorian, year, Int(match, "m"), Int(match, "d"), match.Groups["h"].Success ? match : TimeAfter(text, match));
            case Form.Compact:
                return WithTime(YearKind.Gregorian, Int(match, "y"), Int(match, "m"), Int(match, "d"), match);
            case Form.DayMonth or Form.MonthDay or Form.YearMonth:
                return MonthNames.Find(match.Groups["m"].ValueSpan, out var calendar) is var named and > 0
                    ? WithTime(calendar, Year(match), named, Int(match, "d"), TimeAfter(text, match))
                    : null;
            case Form.Thai:
                var month = MonthNames.Find(match.Groups["m"].Value.Replace(".", "", StringComparison.Ordinal));
                var years = Int(match, "y");
                return month > 0 ? WithTime(YearKind.Gregorian, years < 100 ? 2500 + years : years, month, Int(match, "d"), TimeAfter(text, match)) : null;
            case Form.Era:
                var count = match.Groups["y"].ValueSpan is "元" ? 1 : Int(match, "y");
                return WithTime(YearKind.Gregorian, CalendarDays.OfEra(match.Groups["e"].ValueSpan, count), Int(match, "m"), Int(match, "d"), TimeAfter(text, match));
            case Form.Numeric:
                int a = Int(match, "a"), b = Int(match, "b");
                var american = (monthFirst && match.Groups["s"].ValueSpan is "/") ? b <= 31 && a <= 12 : b > 12;
                return WithTime(YearKind.Gregorian, Year(match), american ? a : b, american ? b : a, TimeAfter(text, match));
            default:
                return WithTime(YearKind.Gregorian, Int(match, "y"), Int(match, "m"), Int(match, "d"), TimeAfter(text, match));
        }
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

    private static NewsDate? WithTime(YearKind calendar, int year, int month, int day, Match time)
    {
        if (Day(calendar, year, month, day) is not { } date || !time.Groups["h"].Success)
        {
            return Day(calendar, year, month, day);
        }

        int hour = Int(time, "h"), minute = Int(time, "i");
        var second = time.Groups["sec"].Success ? Int(time, "sec") : -1;
        var half = time.Groups["ap"].Success ? time.Groups["ap"].Value : "";
        var isAfternoon = half.StartsWith('p') || half.StartsWith('P') || time.Groups["pm"].Success;
        var isMorning = !isAfternoon && (half.Length > 0 || time.Groups["am"].Success);
        hour = isAfternoon && hour < 12 ? hour + 12 : isMorning && hour == 12 ? 0 : hour;
        if (hour > 23 || minute > 59 || second > 59)
        {
            return date;
        }

        var offset = TimeOffsets.Of(time.Groups["z"].ValueSpan);
        var local = date.Instant.DateTime.AddSeconds((((hour * 60) + minute) * 60) + Math.Max(second, 0));
        return new(new DateTimeOffset(local, offset ?? TimeSpan.Zero), second < 0 ? DatePrecision.Minute : DatePrecision.Second, offset is not null);
    }

    private static NewsDate? Day(YearKind calendar, int year, int month, int day) =>
        CalendarDays.Of(calendar, year, month, day) is { } date ? new(new DateTimeOffset(date, TimeSpan.Zero), DatePrecision.Day, false) : null;

    private static int Year(Match match)
    {
        var year = Int(match, "y");
        return year < 100 && match.Groups["y"].Length == 2 ? year >= 90 ? 1900 + year : 2000 + year : year;
    }

    private static int Int(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    // Every pattern is a finite alternative without nested repetition: linear over at most 300 characters.
    [GeneratedRegex(@"(?<!\d)(?<y>1[34]\d\d|(19|20)\d\d)[-/.]\s?(?<m>\d{1,2})[-/.]\s?(?<d>\d{1,2})(?!\d)([T\s,_]{1,3}(?<h>\d{1,2}):(?<i>\d{2})(:(?<sec>\d{2})([.,]\d{1,9})?)?\s?(?<ap>[AaPp]\.?[Mm])?\s?(?<z>Z|[+−-]\d{2}:?\d{0,2}|[A-Z]{3,4}\b)?)?", RegexOptions.ExplicitCapture)]
    private static partial Regex IsoPattern();

    [GeneratedRegex(@"(?<!\d)(?<y>(19|20)\d\d)(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(T?(?<h>\d{2}):?(?<i>\d{2}):?(?<sec>\d{2})?(?<z>Z|[+-]\d{2}:?\d{0,2})?)?(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex CompactIso();

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2})(\.|st|nd|rd|th|er|º|-?го)?[\s\u00a0,/-]{1,3}(of |de |d['’]|ng )?(?<m>[\p{L}\p{M}]{2,14}( [\p{L}\p{M}]{4,8})??)(/[\p{L}\p{M}]{2,12})?\.?,?[\s\u00a0,./'’-]{1,3}(de |del |năm )?(?<y>1[34]\d\d|(19|20|25)\d\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NamedDayFirst();

    [GeneratedRegex(@"(?<m>[\p{L}\p{M}]{3,14})\.?[\s\u00a0/-]{1,3}(?<d>\d{1,2})(st|nd|rd|th)?[\s\u00a0,./-]{1,3}(?<y>(19|20)\d\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NamedMonthFirst();

    // Hungarian, Lithuanian, Latvian, Basque; also "2023 Jan 7".
    [GeneratedRegex(@"(?<!\d)(?<y>(19|20)\d\d)(\.|,|e?ko| m\.)?[\s\u00a0-](gada (?<d>\d{1,2})\. (?<m>\p{L}{3,12})|(?<m>[\p{L}\p{M}]{3,14})\.?[\s\u00a0-](?<d>\d{1,2})(?!\d))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NamedYearFirst();

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2})\s?(?<m>[\u0E01-\u0E4E.]{3,14})\s?(พ\.ศ\.\s?)?(?<y>\d{4}|\d\d)(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex ThaiPattern();

    [GeneratedRegex(@"(?<y>(19|20)\d\d)\s?[年년]\s?(?<m>\d{1,2})\s?[月월]\s?(?<d>\d{1,2})\s?[日일号]?", RegexOptions.ExplicitCapture)]
    private static partial Regex IdeographicPattern();

    [GeneratedRegex(@"(?<e>令和|平成|昭和|大正|民國|民国)\s?(?<y>元|\d{1,3})\s?年\s?(?<m>\d{1,2})\s?月\s?(?<d>\d{1,2})\s?日?", RegexOptions.ExplicitCapture)]
    private static partial Regex EraPattern();

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2})\s+tháng\s+(?<m>\d{1,2})(,|\s+năm)?\s+(?<y>(19|20)\d\d)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex VietnamesePattern();

    [GeneratedRegex(@"(?<![\d./-])(?<a>\d{1,2})(?<s>[./-])\s?(?<b>\d{1,2})\k<s>\s?(?<y>(19|20|25)\d\d|\d\d)(?![\d./-]*\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex NumericPattern();

    [GeneratedRegex(@"(?<![\d:.])((?<am>오전|上午|午前|凌晨|早上|清晨)\s?|(?<pm>오후|下午|午後|晚上|晚間)\s?)?(?<h>\d{1,2})([:.h]|[時时點点시]\s?)(?<i>\d{2})(:(?<sec>\d{2}))?(?!\d|\.\d)\s?(?<ap>[AaPp]\.?\s?[Mm]\b\.?)?[\s(]{0,2}(?<z>Z\b|(UTC|GMT)[+-]\d{1,2}(:?\d{2})?(?!\d)|[+-]\d{2}:?\d{2}|UTC|GMT|[A-Z]{2,3}[DS]?[TZ]\b)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();

    [GeneratedRegex(@"[/_-](?<y>(19|20)\d\d)[/_-]?(?<m>0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(?<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/_-]))(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex PathDay();

    [GeneratedRegex(@"/(?<y>(19|20)\d\d)/(?<m>[a-z]{3,9})/(?<d>\d{1,2})/", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex PathNamed();

    [GeneratedRegex(@"[/_-](?<d>0[1-9]|[12]\d|3[01])[_-](?<m>0[1-9]|1[0-2])[_-](?<y>(19|20)\d\d)(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex PathDayFirst();

    /// <summary>What kinds of characters a text has: tells which patterns are worth a try.</summary>
    private readonly record struct Shape(bool HasYear, int LongestRun, bool IsSeparated, bool HasLetters, bool HasIdeograph, bool HasThai)
    {
        public static Shape Of(string text, int from)
        {
            bool year = false, separated = false, letters = false, ideograph = false, thai = false;
            int run = 0, longest = 0;
            for (var i = from; i <= text.Length; i++)
            {
                var c = i < text.Length ? text[i] : ' ';
                if (char.IsAsciiDigit(c))
                {
                    run++;
                    continue;
                }

                year |= run >= 4;
                longest = Math.Max(longest, run);
                separated |= run > 0 && c is '.' or '/' or '-';
                run = 0;
                letters |= c > ' ' && char.IsLetter(c);
                ideograph |= c is '年' or '년';
                thai |= c is >= '\u0E01' and <= '\u0E4E';
            }

            return new(year, longest, separated, letters, ideograph, thai);
        }
    }
}
