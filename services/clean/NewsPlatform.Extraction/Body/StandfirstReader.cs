using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Body;

/// <summary>The summary below the headline.</summary>
internal static class StandfirstReader
{
    /// <summary>The printed standfirst, else the page's description; null when there is neither.</summary>
    public static Sourced<string>? Read(PageScan scan, JsonLdGraph graph, Page page, string title, int firstBlock)
    {
        var found = new List<Candidate<string>>();
        void Add(string? raw, EvidenceMethod method, string place, double confidence)
        {
            if (raw is { Length: > 20 and < 1200 } && TitleMeasure.Fold(raw) is var text && TitleMeasure.Overlap(text, title) < 0.9
                && !found.Exists(known => known.Value == text) && found.Count < 10)
            {
                found.Add(new(text, new(method, place, raw.Length > 200 ? raw[..200] : raw, confidence)));
            }
        }

        foreach (var mark in scan.Standfirsts)
        {
            if (mark.Position <= firstBlock + 1 && mark.Position >= firstBlock - 15 && !mark.Hints.Any(ElementHint.Excluded | ElementHint.Date | ElementHint.Byline))
            {
                Add(ElementText.Of(mark.Element, 1300), EvidenceMethod.Html, "." + mark.Element.ClassName, 0.85);
            }
        }

        Add(graph.Article?.TextOf("description"), EvidenceMethod.JsonLd, graph.ArticlePointer + "/description", 0.75);
        Add(scan.MetaOf("og:description"), EvidenceMethod.OpenGraph, "og:description", 0.7);
        Add(scan.MetaOf("description"), EvidenceMethod.Meta, "description", 0.65);
        Add(scan.MetaOf("twitter:description"), EvidenceMethod.OpenGraph, "twitter:description", 0.6);
        Add(page.Feed?.Summary, EvidenceMethod.Feed, "summary", 0.5);
        return found.Count == 0 ? null : new(found[0].Value, found[0].Evidence, found[1..]);
    }
}
