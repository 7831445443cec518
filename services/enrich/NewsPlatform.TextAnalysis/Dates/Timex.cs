using System.Globalization;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>Writes TIMEX3 values (ISO-TimeML, which builds on ISO 8601). Unknown years are <c>XXXX</c>.</summary>
internal static class Timex
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(int? year, int month, int day) => string.Create(CultureInfo.InvariantCulture, $"{Year(year)}-{month:00}-{day:00}");

    public static string Month(int? year, int month) => string.Create(CultureInfo.InvariantCulture, $"{Year(year)}-{month:00}");

    public static string Year(int? year) => year?.ToString("0000", CultureInfo.InvariantCulture) ?? "XXXX";

    public static string Week(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date):0000}-W{ISOWeek.GetWeekOfYear(date):00}");
    }

    /// <summary>A length of time; <paramref name="count"/> may be <c>X</c>.</summary>
    public static string Length(string count, string unit) => unit switch
    {
        "H" => $"PT{count}H",
        "MIN" => $"PT{count}M",
        "S" => $"PT{count}S",
        "C" => $"P{Times(count, 100)}Y",
        "E" => $"P{Times(count, 10)}Y",
        "Q" => $"P{Times(count, 3)}M",
        "WE" => $"P{count}WE",
        _ => $"P{count}{unit}",
    };

    /// <summary>The date that lies a number of units from a day, as precise as the unit.</summary>
    public static string? Shifted(DateOnly from, int count, string unit)
    {
        if (Math.Abs(count) > 3000)
        {
            return null;
        }

        try
        {
            return unit switch
            {
                "D" => Day(from.AddDays(count)),
                "W" => Week(from.AddDays(7 * count)),
                "WE" => Week(from.AddDays(7 * count)) + "-WE",
                "M" => Month(from.AddMonths(count).Year, from.AddMonths(count).Month),
                "Q" => Quarter(from.AddMonths(3 * count)),
                "Y" => Year(from.AddYears(count).Year),
                "E" => Year(from.AddYears(10 * count).Year)[..3],
                "C" => Year(from.AddYears(100 * count).Year)[..2],
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            // Outside the years 1 to 9999 there is no date to name.
            return null;
        }
    }

    public static string Quarter(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}");

    /// <summary>Whether a month has this day in some year.</summary>
    public static bool IsDay(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month);

    private static string Times(string count, int factor) =>
        int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 1000 ? (n * factor).ToString(CultureInfo.InvariantCulture) : "X";
}
