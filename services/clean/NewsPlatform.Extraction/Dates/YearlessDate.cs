using System.Globalization;
using System.Text.RegularExpressions;
using NewsPlatform.Extraction.Authors;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Reads "3 May", "Posted May 3, 14:25", "5月3日": the last such day before the fetch.</summary>
internal static partial class YearlessDate
{
    private const int MaxLength = 40;

    // A day further back than it is ahead may as well be one to come.
    private const int MaxDays = 183;

    /// <summary>The day, or null when the text is something else or has a year.</summary>
    /// <param name="text">A short text that holds nothing but the day: with its weekday, a word for the publication, a time.</param>
    /// <param name="now">When the page was fetched.</param>
    public static NewsDate? Read(string text, DateTimeOffset now)
    {
        if (text.Length is < 4 or > MaxLength || Line().Match(text) is not { Success: true } match || !Leads(match.Groups["lead"].Value))
        {
            return null;
        }

        var month = match.Groups["number"].Success ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : MonthNames.Find(match.Groups["month"].ValueSpan);
        var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        for (var year = Math.Min(9999, now.Year + 1); year >= Math.Max(1, now.Year - 1) && month is >= 1 and <= 12 && day > 0; year--)
        {
            if (day <= DateTime.DaysInMonth(year, month) && new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) is var date && (date - now.Date).TotalDays <= 1)
            {
                return (now.Date - date).TotalDays <= MaxDays ? new(new(date, TimeSpan.Zero), DatePrecision.Day, false) : null;
            }
        }

        return null;
    }

    private static bool Leads(string lead)
    {
        if (DateWords.SaysPublished(lead) || DateWords.SaysModified(lead))
        {
            return true;
        }

        foreach (var range in lead.AsSpan().SplitAny(' ', ',', '.', ':', '|'))
        {
            if (lead.AsSpan(range) is { Length: > 0 } word && !AuthorWords.IsTime(word))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"^(?<lead>[\p{L} ,.:|]{0,26}?)(?<!\p{L})((?<day>\d{1,2})(st|nd|rd|th|er|º|\.)?\s+(de\s+|d['’])?(?<month>\p{L}{3,12})|(?<month>\p{L}{3,12})\.?\s+(?<day>\d{1,2})(st|nd|rd|th)?|(?<number>\d{1,2})[月월]\s?(?<day>\d{1,2})[日일])\.?(\s*([,|·•–-]|at|um|à|alle|a las|kl\.?|o)?\s*\d{1,2}[:.h]\d{2}(\s*([ap]\.?m\.?|uhr|[A-Z]{2,4}))?)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Line();
}
