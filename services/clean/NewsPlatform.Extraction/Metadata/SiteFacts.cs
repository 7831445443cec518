using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Rights;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Metadata;

/// <summary>What a page says about itself besides title, authors and dates.</summary>
internal static class SiteFacts
{
    private const int MaxTags = 50;

    /// <summary>The site's name, or null when not stated.</summary>
    public static string? SiteName(PageScan scan, JsonLdGraph graph)
    {
        var name = scan.MetaOf("og:site_name") ?? PublisherNode(graph)?.TextOf("name") ?? scan.MetaOf("application-name");
        return name is { Length: > 1 and < 100 } ? TitleMeasure.Fold(name) : null;
    }

    /// <summary>The publisher, if stated.</summary>
    public static Sourced<Publisher>? Publisher(PageScan scan, JsonLdGraph graph, Uri page)
    {
        if (PublisherNode(graph) is { } node && node.TextOf("name") is { Length: < 200 } name)
        {
            return new(new(TitleMeasure.Fold(name), WebAddress.Resolve(page, node.TextOf("url"))), new(EvidenceMethod.JsonLd, graph.ArticlePointer + "/publisher", name, 0.9));
        }

        if (scan.MetaOf("og:site_name") is { Length: < 200 } site)
        {
            return new(new(TitleMeasure.Fold(site), null), new(EvidenceMethod.OpenGraph, "og:site_name", site, 0.8));
        }

        return scan.MetaOf("dc.publisher") is { Length: < 200 } publisher
            ? new(new(TitleMeasure.Fold(publisher), null), new(EvidenceMethod.Meta, "dc.publisher", publisher, 0.7))
            : null;
    }

    /// <summary>The address the page calls its own, else where it was fetched.</summary>
    public static Sourced<Uri> Canonical(PageScan scan, Uri page)
    {
        var found = new List<Candidate<Uri>>();
        foreach (var (rel, href, _) in scan.Links)
        {
            if (rel == "canonical" && WebAddress.Resolve(page, href) is { } url)
            {
                // A canonical that is the front page is a template's mistake.
                var confidence = url.AbsolutePath.Length <= 1 && page.AbsolutePath.Length > 1 ? 0.1 : 0.95;
                found.Add(new(url, new(EvidenceMethod.Meta, "link[rel=canonical]", href, confidence)));
                break;
            }
        }

        if (scan.MetaOf("og:url") is { } open && WebAddress.Resolve(page, open) is { } social)
        {
            found.Add(new(social, new(EvidenceMethod.OpenGraph, "og:url", open, social.AbsolutePath.Length <= 1 && page.AbsolutePath.Length > 1 ? 0.1 : 0.8)));
        }

        found.Add(new(page, new(EvidenceMethod.Url, null, page.OriginalString.Length > 200 ? page.OriginalString[..200] : page.OriginalString, 0.6)));
        found.Sort(static (a, b) => b.Evidence.Confidence.CompareTo(a.Evidence.Confidence));
        return new(found[0].Value, found[0].Evidence, found[1..]);
    }

    /// <summary>The AMP version.</summary>
    public static Uri? Amp(PageScan scan, Uri page)
    {
        foreach (var (rel, href, _) in scan.Links)
        {
            if (rel == "amphtml")
            {
                return WebAddress.Resolve(page, href);
            }
        }

        return null;
    }

    /// <summary>The versions in other languages.</summary>
    public static List<Alternate> Alternates(PageScan scan, Uri page)
    {
        var alternates = new List<Alternate>();
        foreach (var (rel, href, language) in scan.Links)
        {
            if (rel == "alternate" && language is { Length: > 1 and < 20 } && WebAddress.Resolve(page, href) is { } url && alternates.Count < 100)
            {
                alternates.Add(new(language, url));
            }
        }

        return alternates;
    }

    /// <summary>The section.</summary>
    public static Sourced<string>? Section(PageScan scan, JsonLdGraph graph)
    {
        if (graph.Article?.TextOf("articleSection") is { Length: < 100 } section)
        {
            return new(section, new(EvidenceMethod.JsonLd, graph.ArticlePointer + "/articleSection", section, 0.9));
        }

        foreach (var name in (ReadOnlySpan<string>)["article:section", "og:article:section", "parsely-section", "cxenseparse:section", "section", "sailthru.section", "category"])
        {
            if (scan.MetaOf(name) is { Length: < 100 } value)
            {
                return new(TitleMeasure.Fold(value), new(EvidenceMethod.Meta, name, value, 0.8));
            }
        }

        return null;
    }

    /// <summary>The path from the front page.</summary>
    public static List<string> Breadcrumbs(PageScan scan, JsonLdGraph graph, string title)
    {
        var crumbs = new List<string>();
        foreach (var item in graph.Breadcrumbs?["itemListElement"]?.Each ?? [])
        {
            Add(item.TextOf("name") ?? item["item"]?.TextOf("name"));
        }

        if (crumbs.Count == 0 && scan.Breadcrumbs.Count > 0)
        {
            foreach (var crumb in ElementText.Of(scan.Breadcrumbs[0].Element, 500, '|').Split(['|', '>', '»', '›', '/', '→'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                Add(crumb);
            }
        }

        return crumbs;

        void Add(string? crumb)
        {
            if (crumb is { Length: > 1 and < 120 } && crumbs.Count < 12 && TitleMeasure.Overlap(crumb, title) < 0.8)
            {
                crumbs.Add(TitleMeasure.Fold(crumb));
            }
        }
    }

    /// <summary>Tags and keywords.</summary>
    public static List<string> Tags(PageScan scan, JsonLdGraph graph)
    {
        var tags = new List<string>();
        foreach (var keyword in graph.Article?["keywords"]?.Each ?? [])
        {
            Add(keyword.FirstText);
        }

        foreach (var tag in scan.Meta.GetValueOrDefault("article:tag") ?? [])
        {
            Add(tag);
        }

        foreach (var name in (ReadOnlySpan<string>)["news_keywords", "keywords", "parsely-tags", "sailthru.tags"])
        {
            if (tags.Count == 0)
            {
                Add(scan.MetaOf(name));
            }
        }

        return tags;

        void Add(string? list)
        {
            foreach (var tag in (list ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (tag.Length < 80 && tags.Count < MaxTags && !tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
                {
                    tags.Add(TitleMeasure.Fold(tag));
                }
            }
        }
    }

    /// <summary>Signals about rights and machine use.</summary>
    public static RightsSignals Rights(PageScan scan, JsonLdGraph graph)
    {
        string? license = graph.Article?.TextOf("license");
        foreach (var (rel, href, _) in scan.Links)
        {
            license ??= rel == "license" ? href : null;
        }

        var holder = graph.Article?.TextOf("copyrightHolder");
        var line = holder is null ? scan.MetaOf("copyright") ?? scan.MetaOf("dcterms.rights") ?? scan.MetaOf("dc.rights") : ("© " + graph.Article?.TextOf("copyrightYear") + " " + holder).Replace("  ", " ", StringComparison.Ordinal);
        for (var i = scan.Blocks.Count - 1; line is null && i >= Math.Max(0, scan.Blocks.Count - 60); i--)
        {
            line = scan.Blocks[i].Text is { Length: < 300 } text && text.Contains('©', StringComparison.Ordinal) ? text : null;
        }

        var robots = scan.Meta.TryGetValue("robots", out var values) ? string.Join(", ", values) : null;
        var reservation = scan.MetaOf("tdm-reservation");
        return new(license, line, robots, reservation is null ? null : reservation.Trim() == "1", scan.MetaOf("tdm-policy"),
            robots is not null && (robots.Contains("noai", StringComparison.OrdinalIgnoreCase) || robots.Contains("noimageai", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The object that describes the publisher, or null.</summary>
    public static JsonLdNode? PublisherNode(JsonLdGraph graph)
    {
        if (graph.Article?["publisher"] is not { } publisher)
        {
            return null;
        }

        return graph.Resolve(publisher.Each.Count > 0 ? publisher.Each[0] : publisher);
    }
}
