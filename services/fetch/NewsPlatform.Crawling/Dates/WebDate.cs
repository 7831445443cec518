using System.Globalization;
using System.Text;

namespace NewsPlatform.Crawling.Dates;

/// <summary>
/// Reads dates as feeds, sitemaps and HTTP headers write them: RFC 822/5322, RFC 9110 and asctime, ISO 8601/W3CDTF, and
/// the slips seen most (wrong weekday, long month names, several languages, missing zone). One pass, bounded input.
/// </summary>
public static class WebDate
{
    /// <summary>Longest text looked at, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>
    /// Reads a date. Without a zone UTC is meant, without a time midnight, without a day the first. False for text that
    /// is no date or has parts out of range; a day of the week is never checked.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset date)
    {
        date = default;
        if (text is null || text.Length > 4 * MaxLength)
        {
            return false;
        }

        text = text.Trim();
        if (text.Length is < 4 or > MaxLength)
        {
            return false;
        }

        var parts = new DateParts();
        return parts.Read(text) && parts.TryBuild(out date);
    }

    private struct DateParts
    {
        private int year;
        private int month;
        private int day;
        private int hour;
        private int minute;
        private int second;
        private bool timeSeen;
        private bool yearSeen;
        private bool wordMonth;
        private bool? afternoon;
        private int? offsetMinutes;
        private int? impliedOffsetMinutes;

        public bool Read(string text)
        {
            var at = IsoDate(text);
            if (at < 0)
            {
                return false;
            }

            while (at < text.Length)
            {
                var c = text[at];
                bool read;
                if (char.IsAsciiDigit(c))
                {
                    read = Number(text, ref at);
                }
                else if (char.IsLetter(c))
                {
                    read = Word(text, ref at);
                }
                else if (c is '+' or '-' or '\u2212' && timeSeen && offsetMinutes is null or 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
                {
                    read = Offset(text, ref at);
                }
                else
                {
                    read = c is ' ' or ',' or '.' or '-' or '/' or '(' or ')' or '\t' or '\n' or '\r' or '\u00A0' or '\u200E';
                    at++;
                }

                if (!read)
                {
                    return false;
                }
            }

            return yearSeen && month > 0;
        }

        public readonly bool TryBuild(out DateTimeOffset date)
        {
            date = default;
            var hours = hour;
            if (afternoon is { } pm)
            {
                if (hours > 12)
                {
                    pm = false;
                }

                hours = pm ? (hours % 12) + 12 : hours == 12 ? 0 : hours;
            }

            var offset = offsetMinutes ?? impliedOffsetMinutes ?? 0;
            var nextDay = hours == 24 && minute == 0 && second == 0;
            hours = nextDay ? 0 : hours;
            if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
                || hours > 23 || minute > 59 || second > 60 || Math.Abs(offset) > 14 * 60)
            {
                return false;
            }

            var local = new DateTime(year, month, day, hours, minute, Math.Min(second, 59), DateTimeKind.Unspecified).AddDays(nextDay ? 1 : 0);
            if (local.Year == 1 && offset > 0)
            {
                return false; // its UTC time has no year
            }

            date = new DateTimeOffset(local, TimeSpan.FromMinutes(offset));
            return true;
        }

        /// <summary>Reads YYYY-MM-DD, YYYY-MM, YYYYMMDD, YYYY-DDD or YYYY at the start. 0 when the text starts otherwise, -1 when it cannot be a date.</summary>
        private int IsoDate(string text)
        {
            var digits = Digits(text, 0);
            if (digits == 8 || (digits == 14 && text.Length == 14))
            {
                Set(Int(text, 0, 4), Int(text, 4, 2), Int(text, 6, 2));
                if (digits == 14)
                {
                    (hour, minute, second, timeSeen) = (Int(text, 8, 2), Int(text, 10, 2), Int(text, 12, 2), true);
                }

                return digits == 14 ? 14 : 8;
            }

            if (ShortIsoDate(text, digits) is > 0 and var end)
            {
                return end;
            }

            if (digits != 4)
            {
                return digits is 3 or > 4 && digits != text.Length ? -1 : 0;
            }

            if (text.Length == 4)
            {
                Set(Int(text, 0, 4), 1, 1);
                return 4;
            }

            var separator = text[4];
            if (separator is not ('-' or '/' or '.'))
            {
                return 0;
            }

            var middle = Digits(text, 5);
            if (middle == 3 && separator == '-' && (text.Length == 8 || text[8] is 'T' or ' '))
            {
                var ordinal = Int(text, 5, 3);
                var first = Int(text, 0, 4);
                if (first is < 1 or > 9998 || ordinal is < 1 or > 366)
                {
                    return -1;
                }

                var when = new DateTime(first, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(ordinal - 1);
                Set(when.Year, when.Month, when.Day);
                return 8;
            }

            if (middle is not (1 or 2))
            {
                return 0;
            }

            var at = 5 + middle;
            if (at == text.Length)
            {
                Set(Int(text, 0, 4), Int(text, 5, middle), 1);
                return at;
            }

            var third = text[at] == separator ? Digits(text, at + 1) : 0;
            if (third is not (1 or 2))
            {
                return -1;
            }

            Set(Int(text, 0, 4), Int(text, 5, middle), Int(text, at + 1, third));
            at += 1 + third;
            return at < text.Length && text[at] == separator && separator == '-' ? -1 : at;
        }

        /// <summary>ISO 8601 with a year of two digits: YYMMDD, YY-MM-DD and -YY-MM. 0 when the text is none of them.</summary>
        private int ShortIsoDate(string text, int digits)
        {
            if (digits == 6 && text.Length == 6)
            {
                Set(FullYear(Int(text, 0, 2)), Int(text, 2, 2), Int(text, 4, 2));
                return 6;
            }

            if (digits == 0 && text.Length == 6 && text[0] == '-' && Digits(text, 1) == 2 && text[3] == '-' && Digits(text, 4) == 2)
            {
                Set(FullYear(Int(text, 1, 2)), Int(text, 4, 2), 1);
                return 6;
            }

            if (digits != 2 || text.Length < 8 || text[2] != '-' || Digits(text, 3) != 2 || text[5] != '-' || Digits(text, 6) != 2)
            {
                return 0;
            }

            // 03-12-31 is December 2003, 31-12-03 as well: the earlier year is the likely one.
            var (first, last) = (FullYear(Int(text, 0, 2)), FullYear(Int(text, 6, 2)));
            if (first > last)
            {
                return 0;
            }

            Set(first, Int(text, 3, 2), Int(text, 6, 2));
            return 8;
        }

        private static int FullYear(int year) => year + (year < 70 ? 2000 : 1900);

        private void Set(int years, int months, int days) => (year, month, day, yearSeen) = (years, months, days, true);

        private bool Number(string text, ref int at)
        {
            var length = Digits(text, at);
            var next = at + length < text.Length ? text[at + length] : '\0';
            if (next == ':' && !timeSeen && length <= 2)
            {
                return Time(text, ref at);
            }

            // ISO basic time: 20040525T231707.
            if (yearSeen && day > 0 && !timeSeen && length is 4 or 6 && at > 0 && text[at - 1] is 'T' or 't')
            {
                (hour, minute, second, timeSeen) = (Int(text, at, 2), Int(text, at + 2, 2), length == 6 ? Int(text, at + 4, 2) : 0, true);
                at += length;
                return true;
            }

            // 31/12/2003 and 12/31/2003, where one part tells which it is; else day first, as most of the world writes.
            if (next is '/' or '.' && length <= 2 && !yearSeen && month == 0 && Digits(text, at + length + 1) is 1 or 2)
            {
                return NumericDate(text, ref at, length, next);
            }

            // Seconds or milliseconds since 1970, alone.
            if (at == 0 && length == text.Length && length is 10 or 13)
            {
                return Unix(text, ref at);
            }

            if (length > 4)
            {
                return false;
            }

            var value = Int(text, at, length);
            at += length;
            if (length <= 2 && day == 0)
            {
                day = value;
                return value is >= 1 and <= 31;
            }

            if (month == 0 && length == 2 && !yearSeen)
            {
                month = value; // "Sat, 11 04 2020"
                return value is >= 1 and <= 12;
            }

            if (!yearSeen && length is 2 or 4)
            {
                (year, yearSeen) = (length == 2 ? FullYear(value) : value, true);
                return true;
            }

            return false;
        }

        private bool Unix(string text, ref int at)
        {
            var value = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
            var when = DateTimeOffset.FromUnixTimeSeconds(text.Length == 13 ? value / 1_000 : value);
            Set(when.Year, when.Month, when.Day);
            (hour, minute, second, timeSeen) = (when.Hour, when.Minute, when.Second, true);
            at = text.Length;
            return true;
        }

        private bool NumericDate(string text, ref int at, int length, char separator)
        {
            var first = Int(text, at, length);
            at += length + 1;
            length = Digits(text, at);
            var other = Int(text, at, length);
            at += length;
            if (at >= text.Length || text[at] != separator || Digits(text, at + 1) is not (2 or 4))
            {
                return false;
            }

            at++;
            length = Digits(text, at);
            var years = Int(text, at, length);
            at += length;
            years = length == 2 ? FullYear(years) : years;
            var monthFirst = other > 12;
            Set(years, monthFirst ? first : other, monthFirst ? other : first);
            return true;
        }

        private bool Time(string text, ref int at)
        {
            timeSeen = true;
            Span<int> values = [0, 0, 0];
            for (var i = 0; i < 3; i++)
            {
                var length = Digits(text, at);
                if (length is 0 or > 2)
                {
                    return false;
                }

                values[i] = Int(text, at, length);
                at += length;
                if (at >= text.Length || text[at] != ':' || i == 2)
                {
                    break;
                }

                at++;
            }

            (hour, minute, second) = (values[0], values[1], values[2]);
            if (at < text.Length && text[at] is '.' or ',' && Digits(text, at + 1) > 0)
            {
                at += 1 + Digits(text, at + 1); // fractions of a second are dropped
            }

            return true;
        }

        private bool Offset(string text, ref int at)
        {
            var sign = text[at] == '+' ? 1 : -1;
            at++;
            var length = Digits(text, at);
            if (length is 0 or > 4)
            {
                return false;
            }

            var hours = length > 2 ? Int(text, at, length - 2) : Int(text, at, length);
            var minutes = length > 2 ? Int(text, at + length - 2, 2) : 0;
            at += length;
            if (at < text.Length && text[at] == ':')
            {
                if (length > 2 || Digits(text, at + 1) != 2)
                {
                    return false;
                }

                minutes = Int(text, at + 1, 2);
                at += 3;
            }

            offsetMinutes = sign * ((hours * 60) + minutes);
            return minutes < 60;
        }

        private bool Word(string text, ref int at)
        {
            var start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark))
            {
                at++;
            }

            var word = text[start..at].ToLowerInvariant().Normalize(NormalizationForm.FormC);
            if (word is "오전" or "오후" or "년")
            {
                impliedOffsetMinutes = 9 * 60; // Korean is written in one time zone
            }

            if ((month == 0 || (wordMonth && day > 0 && !yearSeen)) && DateWords.Months.TryGetValue(word, out var number))
            {
                // "mar., 01 déc. 2020": the first was a day of the week, mardi.
                month = number;
                wordMonth = day == 0;
            }
            else if (DateWords.Meridian(word) is { } pm)
            {
                afternoon = pm;
            }
            else if (timeSeen && offsetMinutes is null && DateWords.Zones.TryGetValue(word, out var minutes))
            {
                offsetMinutes = minutes;
            }

            return true; // days of the week, "de", "at" and the like say nothing more
        }

        private static int Digits(string text, int at)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            return end - at;
        }

        private static int Int(string text, int at, int length) => int.Parse(text.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
