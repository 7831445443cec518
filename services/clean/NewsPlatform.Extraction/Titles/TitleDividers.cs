namespace NewsPlatform.Extraction.Titles;

/// <summary>The bars and dashes that part a headline from the names of section and site.</summary>
internal static class TitleDividers
{
    private static readonly string[] All = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", " : ", "｜", "|", "_"];

    /// <summary>Where the last one begins and how long it is; below zero without one.</summary>
    public static (int At, int Length) Last(string text)
    {
        var best = (At: -1, Length: 0);
        foreach (var divider in All)
        {
            var at = text.LastIndexOf(divider, StringComparison.Ordinal);
            best = at > best.At ? (at, divider.Length) : best;
        }

        // Scripts without spaces write the site behind a bare hyphen.
        var bare = text.LastIndexOf('-');
        return bare > best.At && bare > 0 && text[bare - 1] >= '\u3040' ? (bare, 1) : best;
    }

    /// <summary>Where the first one begins and how long it is; below zero without one.</summary>
    public static (int At, int Length) First(string text)
    {
        var best = (At: int.MaxValue, Length: 0);
        foreach (var divider in All)
        {
            var at = text.IndexOf(divider, StringComparison.Ordinal);
            best = at >= 0 && at < best.At ? (at, divider.Length) : best;
        }

        return best.At == int.MaxValue ? (-1, 0) : best;
    }
}
