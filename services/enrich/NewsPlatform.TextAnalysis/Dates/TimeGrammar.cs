using System.Globalization;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>Times of day: "8:30 a.m.", "6pm", "14:00", "noon", "20.15 Uhr".</summary>
internal sealed class TimeGrammar(DateReader reader)
{
    public FoundDate? At(int i)
    {
        if (!reader.Has(i))
        {
            return null;
        }

        var word = reader.View.LowerWord(i);
        if (reader.Words.Language is "en" && word is "noon" or "midnight" or "midday")
        {
            return new FoundDate(i, i + 1, DateKind.Time, Value(word is "midnight" ? 0 : 12, 0));
        }

        if (reader.View.Tokens[i].Kind != Text.TokenKind.Number)
        {
            return null;
        }

        var half = word.EndsWith("am") ? 1 : word.EndsWith("pm") ? 2 : 0;
        var digits = half > 0 ? word[..^2] : word;
        var end = i + 1;
        if (half == 0 && reader.Has(end))
        {
            half = reader.View.LowerWord(end) is "a.m." or "am" or "a.m" ? 1 : reader.View.LowerWord(end) is "p.m." or "pm" or "p.m" ? 2 : 0;
            end += half > 0 ? 1 : 0;
        }

        var oClock = half == 0 && reader.Has(end) && reader.View.LowerWord(end) is "uhr" or "heures" or "uur" or "horas";
        var colon = digits.IndexOfAny(':', '.');
        if (colon < 0 && half == 0 && !oClock)
        {
            return null;
        }

        if (colon >= 0 && digits[colon] == '.' && half == 0 && !oClock)
        {
            return null;
        }

        var minutes = 0;
        if (!int.TryParse(colon < 0 ? digits : digits[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || (colon >= 0 && (digits.Length - colon != 3 || !int.TryParse(digits[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)))
            || hours > (half > 0 ? 12 : 24) || minutes > 59)
        {
            return null;
        }

        hours = half switch { 1 => hours % 12, 2 => hours % 12 + 12, _ => hours };
        return new FoundDate(i, oClock ? end + 1 : end, DateKind.Time, Value(hours, minutes));
    }

    private string Value(int hours, int minutes) =>
        (reader.Reference is { } day ? Timex.Day(day) : "") + string.Create(CultureInfo.InvariantCulture, $"T{hours:00}:{minutes:00}");
}
