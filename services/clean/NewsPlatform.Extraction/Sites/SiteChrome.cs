using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Sites.Rules;

namespace NewsPlatform.Extraction.Sites;

/// <summary>Takes what a site prints on all its pages out of an article, and notes what a page teaches about its site.</summary>
internal static class SiteChrome
{
    // A profile that would take more than this from an article does not fit it: a page of another kind, or a list of what all pages have.
    private const double MostRemoved = 0.5;

    internal const int MaxSample = 80;

    // Chrome that is taken for text stands close to it. What stands far away (menus, other articles' teasers) is most of a page.
    private const int BlocksBefore = 20, BlocksBehind = 40;
    internal const int MaxSeen = 400;

    /// <summary>The body without what repeats on the site's pages, with evidence for each block taken out.</summary>
    public static (BodySelection Body, List<Evidence> Removed) Remove(SiteProfile profile, PageScan scan, BodySelection body, RuledPage? ruled)
    {
        var removed = new List<Evidence>();
        if (profile.Repeated.Count == 0)
        {
            return (body, removed);
        }

        var kept = new List<int>(body.Kept.Count);
        double length = 0;
        foreach (var index in body.Kept)
        {
            var block = scan.Blocks[index];
            if (profile.Find(Fingerprint.Of(scan, block)) is { IsTitleTail: false } repeated
                && ruled?.IsKept(scan.Containers[block.Container].Element) != true)
            {
                removed.Add(new(EvidenceMethod.SiteProfile, Place(scan, block), Cut(block.Text, 200), Math.Round(Math.Min(0.99, (double)repeated.Pages / Math.Max(1, profile.Pages)), 3)));
            }
            else
            {
                kept.Add(index);
                length += block.Length;
            }
        }

        return removed.Count == 0 || length < body.Length * MostRemoved ? (body, []) : (body with { Kept = kept, Length = length }, removed);
    }

    /// <summary>What a page teaches about its site.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="body">What is taken for the article, before the profile is asked: what it takes out must still be counted.</param>
    /// <param name="address">The article's own address.</param>
    /// <param name="title">Its title.</param>
    public static SitePage Observe(PageScan scan, BodySelection body, Uri address, string title)
    {
        var seen = new List<SitePage.SeenBlock>();
        if (body.Kept.Count > 0)
        {
            var next = 0;
            var end = Math.Min(scan.Blocks.Count, body.Kept[^1] + 1 + BlocksBehind);
            for (var i = Math.Max(0, body.Kept[0] - BlocksBefore); i < end && seen.Count < MaxSeen; i++)
            {
                var chosen = next < body.Kept.Count && body.Kept[next] == i;
                next += chosen ? 1 : 0;
                var block = scan.Blocks[i];
                if (Fingerprint.Of(scan, block) is var fingerprint and not 0)
                {
                    seen.Add(new(fingerprint, Cut(block.Text, MaxSample), chosen ? block.Length : 0, false));
                }
            }
        }

        if (TitleTail.Of(scan.DocumentTitle) is { Length: > 0 } tail)
        {
            seen.Add(new(TitleTail.Fingerprint(tail), Cut(tail.ToString(), MaxSample), 0, true));
        }

        return new(Fingerprint.Exactly(address.PathAndQuery), Fingerprint.Exactly(title), seen);
    }

    private static string Place(PageScan scan, TextBlock block)
    {
        var path = "";
        var container = block.Container;
        for (var steps = 0; container >= 0 && steps < 3; steps++)
        {
            var names = scan.Containers[container].Names;
            var first = names.Split(' ', 2)[0];
            path = scan.Containers[container].Tag + (first.Length is > 0 and <= 60 ? "." + first : "") + (path.Length > 0 ? " > " + path : "");
            container = scan.Containers[container].Parent;
        }

        return path;
    }

    /// <summary>The first characters of a text.</summary>
    internal static string Cut(string text, int max) => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
