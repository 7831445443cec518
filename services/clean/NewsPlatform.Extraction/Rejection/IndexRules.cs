using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>A front page, section or tag page: it lists other pages. Sums signs for and against; none of them does alone.</summary>
internal static class IndexRules
{
    private const double Enough = 0.5;
    private const int MinBlocks = 8;

    /// <summary>The rejection, or null.</summary>
    public static PageRejection? Judge(JudgedPage page, BodySelection body)
    {
        var scan = page.Scan;
        if (scan.Blocks.Count < 400 && page.Run < 300 && page.MarksOf("listing").FirstOrDefault() is { Mark: not null } listing)
        {
            return new Findings(RejectionReason.IndexPage, "The page lists files.").Add(listing.Evidence).From(0);
        }

        if (scan.Containers.Count == 0 || scan.Blocks.Count < MinBlocks)
        {
            return null;
        }

        var signs = new List<(double Score, Evidence Evidence)>();
        var whole = scan.Containers[0];
        var share = whole.Length == 0 ? 0 : body.Length / whole.Length;
        var linked = whole.Length == 0 ? 0 : whole.Linked / whole.Length;
        // A host under .invalid (RFC 2606) stands for an address that nobody knows.
        var front = page.Page.Url.AbsolutePath.Length <= 1 && page.Page.Url.Query.Length == 0 && !page.Page.Url.Host.EndsWith(".invalid", StringComparison.Ordinal);
        var articles = scan.Containers.Count(static container => container.Tag == "article");
        var teasers = Math.Max(scan.Teasers, page.Teasers);
        var (run, own) = LongestRun(page, body);
        Add(front, 0.45, EvidenceMethod.Url, "path", page.Page.Url.AbsolutePath);
        Add(!front && IsSectionPath(page.Page.Url), 0.15, EvidenceMethod.Url, "path", page.Page.Url.AbsolutePath);
        Add(page.Graph.IsCollection, 0.3, EvidenceMethod.JsonLd, "@type", "a collection");
        Add(page.Graph.ListedArticles >= 4, 0.15, EvidenceMethod.JsonLd, "itemListElement", page.Graph.ListedArticles + " listed articles");
        Add(articles >= 6, 0.2, EvidenceMethod.Html, "article", articles + " article elements");
        Add(teasers >= 3, teasers >= 6 ? 0.3 : 0.15, EvidenceMethod.Html, "body", teasers + " teasers");
        Add(string.Equals(scan.MetaOf("og:type"), "website", StringComparison.OrdinalIgnoreCase), 0.1, EvidenceMethod.OpenGraph, "og:type", "website");
        Add(linked > 0.6, 0.15, EvidenceMethod.Html, "body", Findings.Number(linked * 100, "% of the text is links"));
        Add(own < 900, own < 400 ? 0.2 : 0.1, EvidenceMethod.Body, null, Findings.Number(own, "characters of text that are not teasers'"));
        Add(share < 0.15, 0.15, EvidenceMethod.Body, null, Findings.Number(share * 100, "% of the text is running text"));
        Add(page.Teasers >= 5 && page.Run < 200 && own < 200, 0.25, EvidenceMethod.Body, null, "no text but the teasers'");
        var against = (own >= 900 ? 0.1 : 0) + (share > 0.5 && own > body.Length / 2 ? 0.2 : 0) + (run > 400 ? 0.3 : page.RunBlocks >= 3 && page.Run >= 180 ? 0.25 : 0)
            + (page.SaysArticle ? 0.6 : 0) + (own > 2500 ? 0.2 : 0) + (page.HasHeadline && !front ? 0.3 : 0);
        var score = signs.Sum(static sign => sign.Score) - against;
        return score < Enough ? null
            : new(RejectionReason.IndexPage, Math.Round(Math.Min(0.95, score), 2), "The page lists other pages.", [.. signs.OrderByDescending(static sign => sign.Score).Select(static sign => sign.Evidence)]);

        void Add(bool holds, double weight, EvidenceMethod method, string? place, string raw)
        {
            if (holds)
            {
                signs.Add((weight, new(method, place, raw, weight)));
            }
        }
    }

    /// <summary>
    /// Characters of the longest stretch of kept text under one parent (summaries of other articles stand each in its own card), and of
    /// all of it; teasers aside.
    /// </summary>
    private static (double Longest, double All) LongestRun(JudgedPage page, BodySelection body)
    {
        double longest = 0, run = 0, all = 0;
        var parent = -1;
        foreach (var index in body.Kept)
        {
            if (page.IsTeaser(index))
            {
                continue;
            }

            var block = page.Scan.Blocks[index];
            var up = page.Scan.Containers[block.Container].Parent;
            all += block.Length;
            run = up == parent ? run + block.Length : block.Length;
            parent = up;
            longest = Math.Max(longest, run);
        }

        return (longest, all);
    }

    /// <summary>Whether an address is shaped as a section's: a folder, at most two deep, of single words.</summary>
    private static bool IsSectionPath(Uri url)
    {
        var path = url.AbsolutePath;
        if (path.Length is < 3 or > 40 || path[^1] != '/' || url.Query.Length > 0 || path.AsSpan().Count('/') > 3)
        {
            return false;
        }

        foreach (var c in path)
        {
            if (!char.IsAsciiLetter(c) && c != '/')
            {
                return false;
            }
        }

        return true;
    }
}
