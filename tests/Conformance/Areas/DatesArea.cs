using System.Globalization;
using NewsPlatform.Crawling.Dates;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Dates of feeds. Suites say what a text means, that it means something, or that it is no date.</summary>
internal static class DatesArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        var skipped = 0;
        foreach (var one in folder.Cases("dates/cases.jsonl"))
        {
            if (Judge(one) is { } judge)
            {
                await tally.JudgeAsync(one, judge);
            }
            else
            {
                skipped++;
            }
        }

        tally.Note($"{skipped} cases not judged: the suite only says that the text breaks a format's rule");
    }

    private static Func<string?>? Judge(Case one)
    {
        var input = one.Text("input");
        var read = WebDate.TryParse(input, out var date);
        if (one.Text("check") is { } check)
        {
            var value = one.Text("value") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
            return check switch
            {
                _ when !one.Has("value") => () => Refused(input, read, date),
                _ when check.Contains("year", StringComparison.Ordinal) => () => read ? Shown.Difference("year", value, date.Year) : NotRead(input),
                _ when check.Contains("month", StringComparison.Ordinal) => () => read ? Shown.Difference("month", value, date.Month) : NotRead(input),
                _ => null,
            };
        }

        if (one.Is("must_parse"))
        {
            return () => read ? null : NotRead(input);
        }

        if (one.Text("validator") is { } validator)
        {
            // Lenient reading of what a validator calls invalid is neither right nor wrong.
            return validator.StartsWith("Valid", StringComparison.Ordinal) || validator.StartsWith('!') ? () => read ? null : NotRead(input) : null;
        }

        return one.Text("expected") is { } expected
            ? () => read ? Shown.Difference($"{Shown.Text(input)}", Instant(expected), date.ToUniversalTime()) : NotRead(input)
            : () => Refused(input, read, date);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text.IndexOf('-', StringComparison.Ordinal) is > 0 and < 4 and var year ? text.PadLeft(text.Length + 4 - year, '0') : text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();

    private static string? Refused(string? input, bool read, DateTimeOffset date) => read ? $"{Shown.Text(input)} was read as {date:O}, expected a refusal" : null;

    private static string NotRead(string? input) => $"{Shown.Text(input)} was not read";
}
