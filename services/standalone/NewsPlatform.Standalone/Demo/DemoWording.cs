using System.Globalization;

namespace NewsPlatform.Standalone.Demo;

/// <summary>The words around the articles in one language: dates, prompts, menus, readers' comments.</summary>
/// <param name="DatePattern">Pattern of a date with the fields <c>{d}</c>, <c>{m}</c>, <c>{month}</c>, <c>{y}</c>.</param>
/// <param name="Months">Twelve names.</param>
/// <param name="Weekdays">Seven names, Sunday first.</param>
/// <param name="Phrases">Phrases by key, see <c>wording.json</c>.</param>
/// <param name="Comments">Readers' comments: name, text.</param>
internal sealed record DemoWording(
    string DatePattern,
    string[] Months,
    string[] Weekdays,
    Dictionary<string, string> Phrases,
    string[][] Comments)
{
    /// <summary>A date, written out.</summary>
    public string Date(DateTimeOffset time) => DatePattern
        .Replace("{d}", time.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{m}", time.Month.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{month}", Months[time.Month - 1], StringComparison.Ordinal)
        .Replace("{y}", time.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>A machine-readable time, written out, with the hour where that matters.</summary>
    public string Time(string iso, bool withClock)
    {
        var time = DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
        return withClock ? $"{Date(time)}, {time.ToString("HH:mm", CultureInfo.InvariantCulture)}" : Date(time);
    }

    /// <summary>Today as the page's head shows it: when the page was rendered, not when the article was published.</summary>
    public string Clock(DateTimeOffset now) => $"{Weekdays[(int)now.DayOfWeek]}, {Date(now)}";
}
