namespace NewsPlatform.Extraction.Sites;

/// <summary>What stands behind the last separator of a page's title: on most sites the site's name, however it writes it.</summary>
internal static class TitleTail
{
    private const int MaxLength = 60;
    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: ", "｜"];

    /// <summary>The tail; empty when the title has none.</summary>
    /// <param name="title">The title as the page gives it.</param>
    public static ReadOnlySpan<char> Of(string? title)
    {
        var start = Start(title ?? "").Tail;
        return start > 0 && title!.Length - start <= MaxLength ? title.AsSpan(start).Trim() : default;
    }

    /// <summary>Its fingerprint, never that of a block.</summary>
    /// <param name="tail">The tail.</param>
    public static ulong Fingerprint(ReadOnlySpan<char> tail) => Sites.Fingerprint.Of(tail) * 0x9E3779B97F4A7C15;

    /// <summary>The title without a tail that the site adds to all of its titles; the same when it has none.</summary>
    /// <param name="profile">What is known of the site.</param>
    /// <param name="title">The title.</param>
    public static Sourced<string> Cut(SiteProfile profile, Sourced<string> title)
    {
        var tail = Of(title.Value);
        if (tail.IsEmpty || profile.Find(Fingerprint(tail)) is not { IsTitleTail: true } known)
        {
            return title;
        }

        var shorter = title.Value[..Start(title.Value).End].TrimEnd();
        if (shorter.Length == 0)
        {
            return title;
        }

        var confidence = Math.Round(Math.Min(0.99, (double)known.Pages / Math.Max(1, profile.Pages)), 3);
        return new(shorter, new(EvidenceMethod.SiteProfile, title.Evidence.Place, title.Value, confidence), [new(title.Value, title.Evidence), .. title.Others.Take(9)]);
    }

    private static (int End, int Tail) Start(string title)
    {
        var (end, tail) = (0, 0);
        foreach (var separator in Separators)
        {
            if (title.LastIndexOf(separator, StringComparison.Ordinal) is var at and > 0 && at + separator.Length > tail)
            {
                (end, tail) = (at, at + separator.Length);
            }
        }

        return (end, tail);
    }
}
