using System.Globalization;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>
/// Dates by distance: "yesterday", "on Thursday", "last week", "three days ago", "the past two years", "two-day", "every year",
/// "third quarter", "19th century", "now".
/// </summary>
internal sealed class RelativeDateGrammar(DateReader reader)
{
    public FoundDate? At(int i) => RelativeDay(i) ?? Weekday(i) ?? Beside(i) ?? BeforeLength(i) ?? Length(i) ?? Repeated(i) ?? Ordinal(i) ?? Reference(i);

    private FoundDate? RelativeDay(int i)
    {
        for (var length = 4; length > 0; length--)
        {
            if (i + length > reader.View.Tokens.Count || reader.Find(CalendarKind.Day, i, length) is not { } offset)
            {
                continue;
            }

            // German "morgen" and Spanish "mañana" also mean the morning.
            if (reader.Words.Language is "es" && i > 0 && reader.View.LowerWord(i - 1) is "la")
            {
                return null;
            }

            var night = reader.View.LowerWord(i) is "tonight" or "vanavond";
            var value = reader.Reference is { } day ? Timex.Day(day.AddDays(int.Parse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))) : "XXXX-XX-XX";
            return night
                ? new FoundDate(i, i + 1, DateKind.Time, value + "TNI")
                : WithPart(new FoundDate(i, i + length, DateKind.Date, value));
        }

        return null;
    }

    // "Thursday", "last Friday", "next Monday evening"
    private FoundDate? Weekday(int i)
    {
        var weekday = reader.Weekday(i);
        if (weekday == 0)
        {
            return null;
        }

        var end = reader.IsMark(i + 1, '.') && reader.View.Tokens[i].Length <= 5 ? i + 2 : i + 1;
        var from = i;
        DateOnly? day;
        if (reader.Is(CalendarKind.Last, i - 1) || reader.Is(CalendarKind.Last, end))
        {
            (from, end) = reader.Is(CalendarKind.Last, i - 1) ? (i - 1, end) : (i, end + 1);
            day = reader.DayOfWeek(weekday, future: false);
            day = day == reader.Reference ? day?.AddDays(-7) : day;
        }
        else if (reader.Is(CalendarKind.Next, i - 1) || reader.Is(CalendarKind.Next, end))
        {
            (from, end) = reader.Is(CalendarKind.Next, i - 1) ? (i - 1, end) : (i, end + 1);
            day = reader.DayOfWeek(weekday, future: true);
            day = day == reader.Reference ? day?.AddDays(7) : day;
        }
        else
        {
            var future = reader.IsFuture(i);
            from = reader.Is(CalendarKind.This, i - 1) ? i - 1 : i;
            day = reader.DayOfWeek(weekday, future);
        }

        return WithPart(new FoundDate(from, end, DateKind.Date, day is { } d ? Timex.Day(d) : "XXXX-WXX-" + weekday.ToString(CultureInfo.InvariantCulture)));
    }

    private FoundDate WithPart(FoundDate date) => reader.Find(CalendarKind.Part, date.End) is { } part
        ? date with { End = date.End + 1, Kind = DateKind.Time, Value = date.Value + "T" + part }
        : date;

    // "last week", "next month", "this year", "this morning", "la semana pasada", "the past two weeks"
    private FoundDate? Beside(int i)
    {
        if (reader.Reference is not { } day)
        {
            return null;
        }

        var direction = reader.Is(CalendarKind.Last, i) ? -1 : reader.Is(CalendarKind.Next, i) ? 1 : reader.Is(CalendarKind.This, i) ? 0 : 2;
        if (direction != 2)
        {
            if (reader.Find(CalendarKind.Unit, i + 1) is { } unit && Timex.Shifted(day, direction, unit) is { } value)
            {
                return new FoundDate(i, i + 2, DateKind.Date, value);
            }

            if (reader.Find(CalendarKind.Part, i + 1) is { } part)
            {
                return new FoundDate(i, i + 2, DateKind.Time, Timex.Day(day.AddDays(part is "NI" && direction < 0 ? -1 : direction)) + "T" + part);
            }

            if (reader.Find(CalendarKind.Season, i + 1) is { } season)
            {
                return new FoundDate(i, i + 2, DateKind.Date, Timex.Year(day.Year + direction) + "-" + season);
            }
        }

        if ((reader.Is(CalendarKind.Past, i) || direction is -1 or 1) && reader.Count(i + 1) is { } count && reader.Find(CalendarKind.Unit, i + 2) is { } counted)
        {
            return new FoundDate(i, i + 3, DateKind.Duration, Timex.Length(count, counted));
        }

        // Romance languages put the adjective after: "semana pasada", "mois dernier", "settimana scorsa".
        if (reader.Find(CalendarKind.Unit, i) is { } noun && (reader.Is(CalendarKind.Last, i + 1) || reader.Is(CalendarKind.Next, i + 1)) && reader.Words.Language is not ("en" or "de" or "nl"))
        {
            return Timex.Shifted(day, reader.Is(CalendarKind.Last, i + 1) ? -1 : 1, noun) is { } shifted ? new FoundDate(i, i + 2, DateKind.Date, shifted) : null;
        }

        return null;
    }

    // "vor drei Tagen", "hace dos años", "il y a trois mois"
    private FoundDate? BeforeLength(int i)
    {
        for (var length = 3; length > 0; length--)
        {
            if (i + length + 1 < reader.View.Tokens.Count && reader.Find(CalendarKind.BeforeLength, i, length) is not null
                && reader.Count(i + length) is { } count && reader.Find(CalendarKind.Unit, i + length + 1) is { } unit)
            {
                return new FoundDate(i, i + length + 2, DateKind.Date, Away(count, unit, -1) ?? "PAST_REF");
            }
        }

        return null;
    }

    // "three days", "23 years ago", "two weeks later", "two-day", "27-year"
    private FoundDate? Length(int i)
    {
        if (reader.Count(i) is not { } count)
        {
            return Joined(i);
        }

        var at = i + 1;
        var hyphen = reader.IsMark(at, '-');
        if (hyphen)
        {
            at++;
        }
        else if (reader.View.LowerWord(Math.Min(at, reader.View.Tokens.Count - 1)) is "of" or "more" or "full" or "consecutive" && reader.View.LowerWord(i) is not ("a" or "an"))
        {
            at++;
        }

        if (reader.Find(CalendarKind.Unit, at) is not { } unit || count is "0")
        {
            return null;
        }

        // "a second", "a quarter" and "one day" are seldom lengths.
        var article = reader.View.Tokens[i].Length <= 2 && reader.View.IsWord(i);
        if (unit is "S" or "Q" or "WE" && (article || !char.IsDigit(reader.View.Text[reader.View.Tokens[i].Start])))
        {
            return null;
        }

        at++;
        if (!hyphen && reader.Is(CalendarKind.Ago, at))
        {
            return new FoundDate(i, at + 1, DateKind.Date, Away(count, unit, -1) ?? "PAST_REF");
        }

        if (!hyphen && reader.Is(CalendarKind.Later, at))
        {
            return new FoundDate(i, at + 1, DateKind.Date, Timex.Length(count, unit));
        }

        return article && !hyphen && reader.Words.Language is not "en" ? null : new FoundDate(i, at, DateKind.Duration, Timex.Length(count, unit));
    }

    // "two-day", "three-year"
    private FoundDate? Joined(int i)
    {
        var word = reader.Has(i) && reader.View.IsWord(i) ? reader.View.LowerWord(i) : [];
        var hyphen = word.IndexOf('-');
        if (hyphen <= 0 || reader.Words.Find(word[..hyphen].ToString())?[CalendarKind.Number] is not { } count || reader.Words.Find(word[(hyphen + 1)..].ToString())?[CalendarKind.Unit] is not { } unit)
        {
            return null;
        }

        return new FoundDate(i, i + 1, DateKind.Duration, Timex.Length(count, unit));
    }

    private FoundDate? Repeated(int i)
    {
        if (reader.Find(CalendarKind.Set, i) is { } often)
        {
            return new FoundDate(i, i + 1, DateKind.Set, "P1" + often);
        }

        if (!reader.Is(CalendarKind.Every, i))
        {
            return null;
        }

        if (reader.Find(CalendarKind.Unit, i + 1) is { } unit)
        {
            return new FoundDate(i, i + 2, DateKind.Set, Timex.Length("1", unit));
        }

        return reader.Weekday(i + 1) is > 0 and var weekday
            ? new FoundDate(i, i + 2, DateKind.Set, "XXXX-WXX-" + weekday.ToString(CultureInfo.InvariantCulture))
            : null;
    }

    // "third quarter", "first quarter of 2008", "19th century"
    private FoundDate? Ordinal(int i)
    {
        var number = reader.Find(CalendarKind.Ordinal, i) is { } word ? int.Parse(word, CultureInfo.InvariantCulture) : reader.Number(i);
        if (number is < 1 or > 21)
        {
            return null;
        }

        var unit = reader.Find(CalendarKind.Unit, i + 1) ?? (reader.IsMark(i + 1, '.') ? reader.Find(CalendarKind.Unit, i + 2) : null);
        var end = reader.Find(CalendarKind.Unit, i + 1) is not null ? i + 2 : i + 3;
        if (unit is "C" && number > 10)
        {
            return new FoundDate(i, end, DateKind.Date, (number - 1).ToString(CultureInfo.InvariantCulture));
        }

        if (unit is "Q" && number <= 4)
        {
            var at = reader.Is(CalendarKind.Link, end) ? end + 1 : end;
            var year = reader.Year(at);
            return new FoundDate(i, year > 0 ? at + 1 : end, DateKind.Date, Timex.Year(year > 0 ? year : reader.Reference?.Year) + "-Q" + number.ToString(CultureInfo.InvariantCulture));
        }

        return null;
    }

    private FoundDate? Reference(int i) => reader.Find(CalendarKind.Ref, i) is { } value ? new FoundDate(i, i + 1, DateKind.Date, value) : null;

    private string? Away(string count, string unit, int direction)
    {
        if (reader.Reference is not { } day || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            return null;
        }

        return Timex.Shifted(day, n * direction, unit);
    }
}
