using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.PlainText;

/// <summary>Where the parts of an article lie among the lines of a plain text; indexes, -1 for absent.</summary>
/// <param name="Title">The headline.</param>
/// <param name="Standfirst">The summary below it.</param>
/// <param name="BodyStart">First line of the body.</param>
/// <param name="BodyEnd">One past its last.</param>
/// <param name="Breadcrumb">A line that repeats the headline behind a path.</param>
internal sealed record TextOutline(int Title, int Standfirst, int BodyStart, int BodyEnd, int Breadcrumb)
{
    private const int MaxStandfirstWords = 60;

    /// <summary>Finds the parts; null when no line is running text.</summary>
    public static TextOutline? Of(IReadOnlyList<TextLine> lines)
    {
        var first = -1;
        for (var i = 0; i < lines.Count && first < 0; i++)
        {
            first = lines[i].IsProse && !lines[i].IsChrome ? i : -1;
        }

        if (first < 0)
        {
            return null;
        }

        var title = TitleBefore(lines, first);
        var standfirst = -1;
        var start = first;

        // A single paragraph that the page's furniture parts from the rest is the standfirst, not the lead.
        var next = NextProse(lines, first + 1);
        if (title >= 0 && next > first + 1 && next >= 0 && lines[first].Words <= MaxStandfirstWords && IsFurniture(lines, first + 1, next))
        {
            standfirst = first;
            start = next;
        }

        return new(title, standfirst, start, End(lines, start), title < 0 ? -1 : BreadcrumbBefore(lines, title));
    }

    /// <summary>The nearest line above the text that can be a headline: several words, no date, byline or furniture.</summary>
    private static int TitleBefore(IReadOnlyList<TextLine> lines, int body)
    {
        var fallback = -1;
        for (var i = body - 1; i >= 0; i--)
        {
            var line = lines[i];
            if (line.IsChrome || line.IsByline || line.IsDate || line.Words > 40 || line.Text.EndsWith("...", StringComparison.Ordinal) || line.Text.EndsWith(':'))
            {
                continue;
            }

            if (line.Words >= 4 || (line.Words >= 1 && line.Text.Length >= 12 && line.Text[0] >= '\u3040'))
            {
                return i;
            }

            fallback = fallback < 0 && line.Words >= 2 ? i : fallback;
        }

        return fallback;
    }

    private static bool IsFurniture(IReadOnlyList<TextLine> lines, int from, int to)
    {
        var furniture = 0;
        for (var i = from; i < to; i++)
        {
            if (!lines[i].IsChrome && !lines[i].IsByline && !lines[i].IsDate && !lines[i].Text.EndsWith(':') && lines[i].Words > 3)
            {
                return false;
            }

            furniture++;
        }

        return furniture > 0;
    }

    private static int BreadcrumbBefore(IReadOnlyList<TextLine> lines, int title)
    {
        var key = TitleMeasure.Key(lines[title].Text);
        var head = key[..Math.Min(key.Length, 24)];
        for (var i = 0; i < title; i++)
        {
            var at = TitleMeasure.Key(lines[i].Text).IndexOf(head, StringComparison.Ordinal);
            if (head.Length >= 12 && at > 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// The body ends at the first heading of something else (comments, most popular, donation) that has most of the text before it.
    /// </summary>
    private static int End(IReadOnlyList<TextLine> lines, int start)
    {
        var total = 0;
        for (var i = start; i < lines.Count; i++)
        {
            total += lines[i].IsProse && !lines[i].IsChrome ? lines[i].Words : 0;
        }

        var before = 0;
        for (var i = start; i < lines.Count; i++)
        {
            if (lines[i].IsTailHeading && before * 10 >= total * 6)
            {
                return i;
            }

            before += lines[i].IsProse && !lines[i].IsChrome ? lines[i].Words : 0;
        }

        return lines.Count;
    }

    private static int NextProse(IReadOnlyList<TextLine> lines, int from)
    {
        for (var i = from; i < lines.Count; i++)
        {
            if (lines[i].IsProse && !lines[i].IsChrome)
            {
                return i;
            }
        }

        return -1;
    }
}
