using NewsPlatform.Extraction.PlainText;

namespace NewsPlatform.Extraction.Sites;

/// <summary>Site knowledge of pages that are plain text, where nothing but repetition tells a page's furniture.</summary>
internal static class SiteLines
{
    // Without markup a teaser of the article on the site's other pages looks like its headline or standfirst here. What stands on
    // nearly all pages is no teaser.
    private const double NearlyAll = 0.8;

    private const int MinSlugWords = 3;
    private const int MinWordLength = 4;

    /// <summary>What a page teaches about its site.</summary>
    public static SitePage Observe(List<TextLine> lines, TextOutline outline, Uri address)
    {
        var seen = new List<SitePage.SeenBlock>();
        for (var i = 0; i < lines.Count && seen.Count < SiteChrome.MaxSeen; i++)
        {
            // What is known to be furniture needs no learning.
            if (!lines[i].IsChrome && FingerprintOf(lines[i]) is var fingerprint and not 0)
            {
                var inBody = i >= outline.BodyStart && i < outline.BodyEnd && lines[i].IsProse;
                seen.Add(new(fingerprint, SiteChrome.Cut(lines[i].Text, SiteChrome.MaxSample), inBody ? lines[i].Text.Length : 0, false));
            }
        }

        return new(Fingerprint.Exactly(address.PathAndQuery), outline.Title >= 0 ? Fingerprint.Exactly(lines[outline.Title].Text) : 0, seen);
    }

    /// <summary>Marks the lines that repeat on the site's pages as furniture, and finds the article's parts anew.</summary>
    public static (TextOutline Outline, List<Evidence> Removed) Mark(SiteProfile profile, List<TextLine> lines, TextOutline outline, Uri address)
    {
        var removed = new List<Evidence>();
        var marked = new List<TextLine>();
        int all = 0, left = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            all += line.IsProse && !line.IsChrome ? line.Words : 0;
            if (!line.IsChrome && profile.Find(FingerprintOf(line)) is { IsTitleTail: false } repeated)
            {
                var share = (double)repeated.Pages / Math.Max(1, profile.Pages);
                if ((i != outline.Title && i != outline.Standfirst) || (share >= NearlyAll && !IsNamedBy(address, line.Text)))
                {
                    removed.Add(new(EvidenceMethod.SiteProfile, TextLine.PlaceOf(i), SiteChrome.Cut(line.Text, 200), Math.Round(Math.Min(0.99, share), 3)));
                    marked.Add(line);
                    continue;
                }
            }

            left += line.IsProse && !line.IsChrome ? line.Words : 0;
        }

        // The profile of other pages: see SiteChrome.
        if (marked.Count == 0 || left * 2 < all)
        {
            return (outline, []);
        }

        marked.ForEach(static line => line.MarkChrome());
        return TextOutline.Of(lines) is { } found ? (found, removed) : (outline, []);
    }

    private static ulong FingerprintOf(TextLine line) => Fingerprint.Of(line.Text) * 0xC2B2AE3D27D4EB4F;

    /// <summary>Whether the address is made of the words of a headline.</summary>
    private static bool IsNamedBy(Uri address, string headline)
    {
        var path = address.AbsolutePath;
        var found = 0;
        foreach (var word in headline.Split([' ', ',', '.', ':', ';', '-', '–', '’', '\'', '"'], StringSplitOptions.RemoveEmptyEntries))
        {
            found += word.Length >= MinWordLength && path.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return found >= MinSlugWords;
    }
}
