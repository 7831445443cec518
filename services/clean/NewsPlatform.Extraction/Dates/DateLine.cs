namespace NewsPlatform.Extraction.Dates;

/// <summary>A short line with its dates, each with what the words beside it say: "Published 3 May 2024 | Updated 4 May 2024".</summary>
internal readonly record struct DateLine(NewsDate Date, DateLabel Label, int Start, int End)
{
    private const int MaxDates = 4;
    private const int LabelReach = 40;

    /// <summary>Reads the dates of a line into a list, in their order.</summary>
    /// <param name="text">The line; only its first 300 characters are read.</param>
    /// <param name="monthFirst">Whether <c>1/2/2024</c> is January 2nd.</param>
    /// <param name="dates">Cleared, then filled.</param>
    /// <returns>How many letters stand outside the dates and the words that label them: a line about something else has many.</returns>
    public static int Read(string text, bool monthFirst, List<DateLine> dates)
    {
        dates.Clear();
        if (!DateReader.MayHold(text))
        {
            return 0;
        }

        text = DateReader.Prepare(text);
        var at = 0;
        while (dates.Count < MaxDates && DateReader.Next(text, at, monthFirst) is var (date, start, end))
        {
            var before = text.AsSpan(Math.Max(at, start - LabelReach), start - Math.Max(at, start - LabelReach));
            var label = DateWords.LabelOf(before);
            if (label == DateLabel.None)
            {
                label = Behind(text.AsSpan(end));
            }

            // A second date without words of its own shares the first one's.
            dates.Add(new(date, label, start, end));
            at = end;
        }

        var letters = 0;
        var last = 0;
        foreach (var found in dates)
        {
            letters += Letters(text.AsSpan(last, found.Start - last)) - (found.Label == DateLabel.None ? 0 : LabelLength);
            last = found.End;
        }

        return dates.Count == 0 ? 0 : Math.Max(0, letters + Letters(text.AsSpan(last)));
    }

    // About the length of "Published" with a preposition.
    private const int LabelLength = 14;

    // Chinese, Japanese and Korean put the word behind: "2024年5月3日 12時00分更新"; others in brackets.
    private static DateLabel Behind(ReadOnlySpan<char> text)
    {
        var reach = Math.Min(text.Length, 16);
        var label = 0;
        while (label < reach && (char.IsAsciiDigit(text[label]) || text[label] is ' ' or ':' or '時' or '时' or '分' or '秒' or '(' or '（' or '[' or ','))
        {
            label++;
        }

        if (label >= reach || (text[label] < '\u3000' && (label == 0 || text[label - 1] is not ('(' or '['))))
        {
            return DateLabel.None;
        }

        // "12時00分更新" is how Japanese and Chinese pages stamp an article when it appears, too.
        var found = DateWords.LabelOf(text.Slice(label, Math.Min(text.Length - label, text[label] < '\u3000' ? 12 : 3)));
        return found == DateLabel.Modified && text[label] >= '\u3000' ? DateLabel.None : found;
    }

    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? c >= '\u2E80' ? 3 : 1 : 0;
        }

        return letters;
    }
}
