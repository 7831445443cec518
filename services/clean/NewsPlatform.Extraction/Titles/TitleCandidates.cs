using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Collects what a page calls its title; <see cref="HeadingTitles"/> does so of its headings, <see cref="TitleComparison"/> sets one against the other.</summary>
internal sealed class TitleCandidates
{
    private const int MaxCandidates = 24;
    private readonly List<TitleCandidate> all = new(8);
    private readonly SiteNames site;

    private TitleCandidates(SiteNames site) => this.site = site;

    /// <summary>The candidates with their features, in no order.</summary>
    public static List<TitleCandidate> Collect(PageScan scan, JsonLdGraph graph, Page page, string? siteName)
    {
        var found = new TitleCandidates(new SiteNames(scan, graph, page.Url, siteName));
        var documentTitle = scan.DocumentTitle;
        var stripped = documentTitle is null ? null : found.site.Strip(documentTitle);
        var open = scan.MetaOf("og:title");
        var twitter = scan.MetaOf("twitter:title");
        var headline = graph.Article?.TextOf("headline") ?? graph.Article?.TextOf("name");
        new HeadingTitles(found, scan, stripped, open ?? twitter, headline).Collect();
        foreach (var mark in scan.Microdata)
        {
            if (mark.Value == "headline" && !mark.Hints.Any(ElementHint.Related | ElementHint.Comments))
            {
                found.Add(mark.Element.GetAttribute("content") ?? ElementText.Of(mark.Element, 400), TitleFeature.Microdata, EvidenceMethod.Microdata, "[itemprop=headline]");
                break;
            }
        }

        found.Add(open, TitleFeature.OpenGraph, EvidenceMethod.OpenGraph, "og:title");
        found.Add(headline, TitleFeature.JsonLd, EvidenceMethod.JsonLd, graph.ArticlePointer + "/headline");
        found.Add(twitter, TitleFeature.Twitter, EvidenceMethod.OpenGraph, "twitter:title");
        found.Add(documentTitle, TitleFeature.DocumentTitle, EvidenceMethod.Html, "title");
        found.Parts(documentTitle, TitleFeature.DocumentTitlePart, TitleFeature.DocumentTitleTail, EvidenceMethod.Html, "title");
        found.Parts(open, TitleFeature.Part, TitleFeature.PartTail, EvidenceMethod.OpenGraph, "og:title");
        found.Parts(headline, TitleFeature.Part, TitleFeature.PartTail, EvidenceMethod.JsonLd, graph.ArticlePointer + "/headline");
        found.Add(page.Feed?.Title, TitleFeature.Feed, EvidenceMethod.Feed, "title");
        var section = graph.Article?.TextOf("articleSection") is { Length: < 60 } named ? TitleMeasure.Key(named) : null;
        new TitleComparison(found.all, found.site, section).Measure(page.Url);
        return found.all;
    }

    /// <summary>What stands before the last divider, before the one before it, and behind the first.</summary>
    public void Parts(string? raw, TitleFeature feature, TitleFeature tail, EvidenceMethod method, string place)
    {
        if (raw is null || raw.Length > 400)
        {
            return;
        }

        var text = raw;
        for (var cut = 0; cut < 2 && TitleDividers.Last(text) is var (at, _) && at > 0; cut++)
        {
            text = text[..at];
            if (text.Length > 8)
            {
                Add(text, feature, method, place);
            }
        }

        var (start, length) = TitleDividers.First(raw);
        if (start > 0 && raw.Length - start - length > 8)
        {
            Add(raw[(start + length)..], tail, method, place);
        }
    }

    /// <summary>Adds a text that a source calls the title, without the site's names; null when nothing is left of it.</summary>
    public TitleCandidate? Add(string? raw, TitleFeature feature, EvidenceMethod method, string place)
    {
        if (raw is null || raw.Length > 2000)
        {
            return null;
        }

        // "SQL &amp; AI": escaped twice.
        var value = site.Strip(raw.Contains('&', StringComparison.Ordinal) ? System.Net.WebUtility.HtmlDecode(raw) : raw);
        var key = TitleMeasure.Key(value);
        if (key.Length < 2 || value.Length is < 2 or > 400 || site.ContainsKey(key))
        {
            return null;
        }

        TitleCandidate? candidate = null;
        foreach (var known in all)
        {
            if (known.Key == key)
            {
                candidate = known;
                break;
            }
        }

        if (candidate is null)
        {
            if (all.Count >= MaxCandidates)
            {
                return null;
            }

            all.Add(candidate = new() { Key = key });
        }

        candidate.Set(feature);
        foreach (var known in candidate.Values)
        {
            if (known.Evidence.Place == place)
            {
                return candidate;
            }
        }

        candidate.Values.Add(new(value, new(method, place, raw.Length > 200 ? raw[..200] : raw, 0)));
        return candidate;
    }
}
