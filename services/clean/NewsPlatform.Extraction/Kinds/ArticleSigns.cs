using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.Extraction.Kinds;

/// <summary>What speaks for a page's being an article.</summary>
internal static class ArticleSigns
{
    /// <summary>The score, 0 to 1, and its evidence.</summary>
    public static (double Score, IReadOnlyList<Evidence> Evidence) Of(JudgedPage page, BodySelection body)
    {
        var findings = new Findings(default, "");
        var root = body.Root < 0 ? null : ElementPlace.Of(page.Scan.Containers[body.Root].Element);
        findings.Add(body.Length >= 1500 ? 0.85 : body.Length >= 600 ? 0.7 : body.Length >= 300 ? 0.5 : 0.3, EvidenceMethod.Body, root, Findings.Number(body.Length, "characters of running text"));
        var type = page.Graph.Article is { } article ? article.TextOf("@type") : null;
        findings.AddIf(type is not null, 0.6, EvidenceMethod.JsonLd, page.Graph.ArticlePointer, type);
        findings.AddIf(string.Equals(page.Scan.MetaOf("og:type"), "article", StringComparison.OrdinalIgnoreCase), 0.4, EvidenceMethod.OpenGraph, "og:type", "article");
        findings.AddIf(page.Scan.MetaOf("article:published_time") is not null, 0.3, EvidenceMethod.OpenGraph, "article:published_time", page.Scan.MetaOf("article:published_time"));
        findings.AddIf(page.HasHeadline, 0.3, EvidenceMethod.Html, "h1", null);
        return (Math.Round(findings.Score, 2), findings.Evidence);
    }
}
