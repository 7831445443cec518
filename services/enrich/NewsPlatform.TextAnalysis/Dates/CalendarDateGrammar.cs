namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>Dates by calendar: "Thursday, 24 February 2022", "Feb. 24", "23-24 February", "February 2022", "2022-02-24", "in 2022", "1990s".</summary>
internal sealed class CalendarDateGrammar(DateReader reader)
{
    public FoundDate? At(int i)
    {
        var weekday = reader.Weekday(i);
        if (weekday > 0)
        {
            var next = reader.IsMark(i + 1, '.') ? i + 2 : i + 1;
            next = reader.IsMark(next, ',') ? next + 1 : next;
            if (reader.Find(CalendarKind.Link, next) is "0" && !reader.IsMark(next, '.'))
            {
                next++;
            }

            return Named(next) is { } date && date.Value.Length >= 10 ? date with { From = i } : null;
        }

        return Numeric(i) ?? Named(i) ?? YearAlone(i);
    }

    // Month and day by name, in either order.
    private FoundDate? Named(int i)
    {
        if (reader.Month(i) is > 0 and var month)
        {
            return MonthFirst(i, month);
        }

        var day = reader.Number(i);
        if (day is < 1 or > 31)
        {
            return reader.Find(CalendarKind.Ordinal, i) is { } ordinal && ordinal.Length == 1 ? DayFirst(i, i + 1, ordinal[0] - '0') : null;
        }

        // "23-24 February", "23 and 24 February"
        if ((reader.IsMark(i + 1, '-') || reader.IsMark(i + 1, '–') || reader.IsMark(i + 1, '/')) && reader.Number(i + 2) is > 0 and <= 31 and var last && last > day
            && DayFirst(i, i + 3, last) is { } end && end.Value.Length == 10)
        {
            return end with { Value = string.Concat(end.Value.AsSpan(0, 8), day.ToString("00", System.Globalization.CultureInfo.InvariantCulture), "/", end.Value) };
        }

        return DayFirst(i, i + 1, day);
    }

    private FoundDate? DayFirst(int from, int at, int day)
    {
        if (reader.IsMark(at, '.') || (reader.Is(CalendarKind.Link, at) && !reader.IsMark(at, ',')))
        {
            at++;
        }

        if (reader.Is(CalendarKind.Link, at) && !reader.IsMark(at, ','))
        {
            at++;
        }

        var month = reader.Month(at);
        if (month == 0 || !Timex.IsDay(month, day))
        {
            return null;
        }

        at++;
        at = SkipPoint(at);
        if (YearAfter(at) is (> 0 and var year, var end))
        {
            return new FoundDate(from, end, DateKind.Date, Timex.Day(year, month, day));
        }

        return new FoundDate(from, at, DateKind.Date, Timex.Day(reader.YearOf(month, from), month, day));
    }

    private FoundDate? MonthFirst(int i, int month)
    {
        var at = SkipPoint(i + 1);
        if (reader.Words.Language is "en" && reader.View.LowerWord(Math.Min(at, reader.View.Tokens.Count - 1)) is "the")
        {
            at++;
        }

        var day = reader.Number(at);
        if (day is >= 1 and <= 31 && Timex.IsDay(month, day) && reader.Words.Language is "en" && !IsCounted(at))
        {
            var lastDay = 0;
            var after = at + 1;
            if ((reader.IsMark(after, '-') || reader.IsMark(after, '–')) && reader.Number(after + 1) is var second && second > day && second <= 31)
            {
                (lastDay, after) = (second, after + 2);
            }

            var (year, end) = YearAfter(after);
            var known = year > 0 ? year : reader.YearOf(month, i);
            var value = Timex.Day(known, month, day);
            return new FoundDate(i, year > 0 ? end : after, DateKind.Date, lastDay > 0 ? value + "/" + Timex.Day(known, month, lastDay) : value);
        }

        if (YearAfter(SkipPoint(i + 1)) is (> 0 and var withYear, var yearEnd))
        {
            return new FoundDate(WithModifier(i), yearEnd, DateKind.Date, Timex.Month(withYear, month));
        }

        // A month alone: "in February", "last May".
        if (reader.Is(CalendarKind.Last, i - 1) && reader.Reference is { } reference)
        {
            return new FoundDate(i - 1, i + 1, DateKind.Date, Timex.Month(month < reference.Month ? reference.Year : reference.Year - 1, month));
        }

        if (reader.Is(CalendarKind.Next, i - 1) && reader.Reference is { } from)
        {
            return new FoundDate(i - 1, i + 1, DateKind.Date, Timex.Month(month > from.Month ? from.Year : from.Year + 1, month));
        }

        var doubtful = reader.Words.Language is "en" ? month is 3 or 5 : reader.View.Tokens[i].Length < 4;
        return reader.Is(CalendarKind.Clue, i - 1) || reader.Is(CalendarKind.Mod, i - 1) || (!doubtful && reader.View.Tokens[i].Length > 3)
            ? new FoundDate(WithModifier(i), i + 1, DateKind.Date, Timex.Month(reader.YearOf(month, i), month))
            : null;
    }

    private bool IsCounted(int number) => reader.Find(CalendarKind.Unit, number + 1) is not null || reader.IsMark(number + 1, '%');

    // 2022-02-24, 24.02.2022, 2/24/2022, 22.04.
    private FoundDate? Numeric(int i)
    {
        if (!reader.Has(i) || reader.View.Tokens[i].Kind != Text.TokenKind.Number)
        {
            return null;
        }

        if (reader.Year(i) is > 0 and var year && Separator(i + 1) is '-' or '/' && reader.PlainNumber(i + 2) is var month && reader.View.Tokens.Count > i + 4
            && Separator(i + 3) == Separator(i + 1) && reader.PlainNumber(i + 4) is var day && Timex.IsDay(month, day))
        {
            return new FoundDate(i, i + 5, DateKind.Date, Timex.Day(reader.Year(i), month, day));
        }

        if (Dotted(i) is { } dotted)
        {
            return dotted;
        }

        if (Separator(i + 1) is '/' or '-' && Separator(i + 3) == Separator(i + 1) && reader.Year(i + 4) is > 0 and var last)
        {
            var (first, second) = (reader.PlainNumber(i), reader.PlainNumber(i + 2));

            // Americans put the month first; above 12 it can only be the day.
            var monthFirst = reader.Words.Language is "en" && first <= 12;
            var (m, d) = monthFirst ? (first, second) : (second, first);
            if (Timex.IsDay(m, d))
            {
                return new FoundDate(i, i + 5, DateKind.Date, Timex.Day(last, m, d));
            }
        }

        return null;
    }

    private char Separator(int token) => reader.Has(token) && reader.View.Tokens[token].Length == 1 ? reader.View.Text[reader.View.Tokens[token].Start] : '\0';

    // The tokenizer keeps points between digits: "24.02.2022" is one token, "22.04." one and a point.
    private FoundDate? Dotted(int i)
    {
        var word = reader.View.Word(i);
        if (word.Length is < 3 or > 10 || reader.Words.Language is "en" && word.Length < 8)
        {
            return null;
        }

        Span<int> parts = stackalloc int[3];
        var count = 0;
        foreach (var range in word.Split('.'))
        {
            if (count == 3 || !int.TryParse(word[range], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out parts[count++]))
            {
                return null;
            }
        }

        if (count == 3 && parts[2] is >= 1000 and < 2200 && Timex.IsDay(parts[1], parts[0]))
        {
            return new FoundDate(i, i + 1, DateKind.Date, Timex.Day(parts[2], parts[1], parts[0]));
        }

        return count == 2 && reader.IsMark(i + 1, '.') && reader.Words.Language is "de" && Timex.IsDay(parts[1], parts[0])
            ? new FoundDate(i, i + 2, DateKind.Date, Timex.Day(reader.YearOf(parts[1], i), parts[1], parts[0]))
            : null;
    }

    private int SkipPoint(int at) => reader.IsMark(at, '.') && at > 0 && reader.View.Tokens[at - 1].Length <= 4 && reader.Has(at + 1)
        && reader.View.SentenceOf(at + 1) == reader.View.SentenceOf(at) ? at + 1 : at;

    // ", 2022", "de 2022", "2022"
    private (int Year, int End) YearAfter(int at)
    {
        if (reader.Year(at) is > 0 and var year)
        {
            return (year, at + 1);
        }

        var linked = reader.IsMark(at, ',') || reader.Is(CalendarKind.Link, at);
        return linked && reader.Year(at + 1) is > 0 and var second ? (second, at + 2) : (0, at);
    }

    private int WithModifier(int i) => reader.Is(CalendarKind.Mod, i - 1) ? i - 1 : i;

    private FoundDate? YearAlone(int i)
    {
        if (!reader.Has(i))
        {
            return null;
        }

        var word = reader.View.LowerWord(i);
        if (word.Length == 5 && word[4] == 's' && word[3] == '0' && word[..2] is "18" or "19" or "20")
        {
            return new FoundDate(WithModifier(i), i + 1, DateKind.Date, word[..3].ToString());
        }

        var year = reader.Year(i);
        if (year is < 1700 or > 2099)
        {
            return null;
        }

        var counted = reader.Has(i + 1) && (reader.Is(CalendarKind.Unit, i + 1) || (reader.View.IsWord(i + 1) && reader.View.Use(i + 1) is { DocumentsIn10000: > 0, IsFunctionWord: false }));
        var money = i > 0 && reader.View.Text[reader.View.Tokens[i - 1].Start] is '$' or '€' or '£' or '#';
        if (reader.Is(CalendarKind.Clue, i - 1) || reader.Is(CalendarKind.Mod, i - 1))
        {
            return counted && !reader.Is(CalendarKind.Mod, i - 1) && reader.View.LowerWord(i - 1) is not ("in" or "since" or "en" or "im" or "em" or "nel" or "of") ? null : new FoundDate(WithModifier(i), i + 1, DateKind.Date, Timex.Year(year));
        }

        return year is >= 1900 and <= 2060 && !counted && !money && !reader.IsMark(i - 1, '-') ? new FoundDate(i, i + 1, DateKind.Date, Timex.Year(year)) : null;
    }
}
