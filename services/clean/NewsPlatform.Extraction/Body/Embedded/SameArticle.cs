using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Body.Embedded;

/// <summary>Tells whether a text found in a page's data is the article that the page shows, rather than another that it knows of.</summary>
internal sealed class SameArticle
{
    private const int MinShown = 200;
    private readonly string shown, title, description, probe;

    public SameArticle(PageScan scan, BodySelection selection, string title, string description)
    {
        shown = string.Join('\n', selection.Kept.Take(12).Select(i => scan.Blocks[i].Text));
        (this.title, this.description) = (title, description);
        probe = shown.Length >= MinShown ? Probe(shown) : "";
    }

    /// <summary>A quick look: whether a script can have it at all.</summary>
    public bool MayBeIn(ReadOnlySpan<char> script) => script.Contains(probe, StringComparison.Ordinal);

    /// <summary>Whether a list has it more than once: it is a list of versions or of parts of the page, not of paragraphs.</summary>
    public bool IsRepeatedIn(string text) =>
        probe.Length > 0 && text.IndexOf(probe, StringComparison.Ordinal) is var first and >= 0 && text.IndexOf(probe, first + probe.Length, StringComparison.Ordinal) >= 0;

    /// <summary>Whether it is the same.</summary>
    /// <param name="text">The text.</param>
    /// <param name="heading">What the data call it; null when they do not.</param>
    public bool Is(string text, string? heading)
    {
        var words = new ShingleSet(text);
        if (shown.Length >= MinShown)
        {
            return words.ShareOf(shown) > 0.5;
        }

        // With next to nothing shown only names tell: a heading of its own that is another's is another article.
        return heading is not null ? title.Length > 0 && TitleMeasure.Overlap(heading, title) > 0.5
            : (description.Length > 40 && words.ShareOf(description) > 0.3) || (title.Length > 20 && words.ShareOf(title) > 0.5);
    }

    /// <summary>Whether a text has all that is shown.</summary>
    public bool IsWhole(string text) => shown.Length >= MinShown && new ShingleSet(text).ShareOf(shown) > 0.9;

    // A run of letters and blanks: what stands between them may be written as an escape in a script.
    private static string Probe(string text)
    {
        var best = default(Range);
        var length = 0;
        for (int start = 0, i = 0; i <= text.Length && i < 2000; i++)
        {
            if (i < text.Length && (char.IsAsciiLetter(text[i]) || text[i] == ' '))
            {
                continue;
            }

            if (i - start > length)
            {
                (best, length) = (start..i, i - start);
            }

            start = i + 1;
        }

        return length < 8 ? "" : text[best].Trim() is { Length: > 40 } run ? run[..40] : text[best].Trim();
    }
}
