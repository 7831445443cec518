using System.Globalization;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Turns days of the calendars that pages print into Gregorian ones.</summary>
internal static class CalendarDays
{
    private static readonly PersianCalendar Persian = new();
    private static readonly UmAlQuraCalendar Islamic = new();

    /// <summary>The Gregorian day, or null when there is no such day or it lies outside 1900 to 2100.</summary>
    public static DateTime? Of(YearKind calendar, int year, int month, int day)
    {
        // Thailand counts from the Buddha, 543 years earlier; nothing else prints such years.
        year = calendar == YearKind.Gregorian && year is >= 2443 and <= 2643 ? year - 543 : year;
        if (month is < 1 or > 12 || day < 1)
        {
            return null;
        }

        switch (calendar)
        {
            case YearKind.Persian:
                return year is >= 1300 and <= 1450 && day <= Persian.GetDaysInMonth(year, month) ? Persian.ToDateTime(year, month, day, 0, 0, 0, 0) : null;
            case YearKind.Islamic:
                return year is >= 1320 and <= 1490 && day <= Islamic.GetDaysInMonth(year, month) ? Islamic.ToDateTime(year, month, day, 0, 0, 0, 0) : null;
            default:
                return year is >= 1900 and <= 2100 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) : null;
        }
    }

    /// <summary>The year of a Japanese era or of the Republic of China, or 0 for an unknown name.</summary>
    public static int OfEra(ReadOnlySpan<char> era, int year) => era switch
    {
        "令和" => 2018 + year,
        "平成" => 1988 + year,
        "昭和" => 1925 + year,
        "大正" => 1911 + year,
        "民國" or "民国" => 1911 + year,
        _ => 0,
    };
}
