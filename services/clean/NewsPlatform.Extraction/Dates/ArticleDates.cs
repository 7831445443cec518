using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Dates;

/// <summary>The dates of an article: first published, last changed, and what is printed with it. None stands in for another.</summary>
/// <param name="Published">When it was first published.</param>
/// <param name="Modified">When it was last changed.</param>
/// <param name="Displayed">What is printed with it.</param>
/// <param name="IsConflicting">Whether the page's own statements about the publication differ by more than a day.</param>
internal sealed record ArticleDates(Sourced<NewsDate>? Published, Sourced<NewsDate>? Modified, Sourced<NewsDate>? Displayed, bool IsConflicting)
{
    // The confidence of a name is how often it was right on the shared extraction sets, or that of its like.
    private static readonly (string Name, double Confidence)[] PublishedMeta =
    [
        ("article:published_time", 0.93), ("og:published_time", 0.9), ("og:article:published_time", 0.9), ("article:published", 0.88), ("article:published_date", 0.86), ("datepublished", 0.88), ("og:datepublished", 0.86),
        ("parsely-pub-date", 0.88), ("sailthru.date", 0.86), ("cxenseparse:recs:publishtime", 0.86), ("cxenseparse:publishtime", 0.86), ("published_time", 0.85), ("bt:pubdate", 0.86), ("dcsext.articlefirstpublished", 0.82),
        ("publish-date", 0.84), ("publish_date", 0.84), ("publishdate", 0.84), ("pubdate", 0.84), ("pub_date", 0.84), ("publication_date", 0.84), ("publicationdate", 0.84), ("publication-date", 0.84), ("pub-date", 0.84),
        ("publish-time", 0.84), ("publish_time", 0.84), ("published-date", 0.84), ("published_date", 0.84), ("published_at", 0.84), ("article.published", 0.84), ("article:post_date", 0.82), ("article-publication-date", 0.84),
        ("published", 0.82), ("article_date_original", 0.84), ("originalpublicationdate", 0.84), ("ptime", 0.82), ("displaydate", 0.8), ("release_date", 0.78), ("posted", 0.76), ("rnews:datepublished", 0.84), ("vr:published_time", 0.84),
        ("dc.date.issued", 0.82), ("dcterms.issued", 0.82), ("dc.issued", 0.8), ("dcterms.available", 0.78), ("prism.publicationdate", 0.84), ("citation_publication_date", 0.8), ("citation_online_date", 0.8), ("citation_date", 0.76),
    ];

    // About the file as often as about the article: a date in print beats them.
    private static readonly (string Name, double Confidence)[] FileMeta =
    [
        ("date", 0.46), ("dcterms.date", 0.45), ("dc.date", 0.45), ("dc.date.created", 0.48), ("dcterms.created", 0.48), ("dc.created", 0.46), ("creation_date", 0.45), ("created", 0.44), ("uploaddate", 0.4), ("gentime", 0.42), ("citation_year", 0.3),
    ];

    private static readonly string[] ModifiedMeta =
    [
        "article:modified_time", "og:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "modified", "updated_time", "dcterms.modified", "dc.date.modified", "revised",
        "article:updated", "article:modified", "og:article:modified_time", "parsely-updated-date", "bt:moddate", "dcterms.dateupdated", "updated", "lastmodified", "last_modified", "moddate", "prism.modificationdate",
    ];

    /// <summary>Reads all dates.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="graph">Its schema.org objects.</param>
    /// <param name="page">The page's address and fetch time.</param>
    /// <param name="firstBlock">Index of the first text block of the body: what stands near it is printed with the article.</param>
    /// <param name="lastBlock">Index of the last.</param>
    /// <param name="headline">Index of the block that is the headline, -1 when none is: what stands above it is the page's.</param>
    public static ArticleDates Read(PageScan scan, JsonLdGraph graph, Page page, int firstBlock, int lastBlock, int headline)
    {
        var (published, modified, displayed) = Collect(scan, graph, page, firstBlock, lastBlock, headline);
        var changed = modified.Best();
        var first = published.BestPublished(changed?.Value);
        return new(first, changed, displayed.Best(), published.IsConflicting);
    }

    /// <summary>Collects what the page says of each date.</summary>
    public static (DateCandidates Published, DateCandidates Modified, DateCandidates Displayed) Collect(PageScan scan, JsonLdGraph graph, Page page, int firstBlock, int lastBlock, int headline)
    {
        var place = new ArticlePlace(firstBlock, lastBlock, headline, page.FetchedAt);
        var monthFirst = DayOrder.IsMonthFirst(scan, page.Url);
        var published = new DateCandidates(page.FetchedAt);
        var modified = new DateCandidates(page.FetchedAt);
        var displayed = new DateCandidates(page.FetchedAt);
        if (graph.Article is { } article)
        {
            foreach (var (member, confidence) in (ReadOnlySpan<(string, double)>)[("datePublished", 0.95), ("uploadDate", 0.7), ("dateCreated", 0.66)])
            {
                published.Add(DateReader.ReadField(article.TextOf(member)), EvidenceMethod.JsonLd, graph.ArticlePointer + "/" + member, article.TextOf(member), confidence, DateWitness.Graph, member == "datePublished" ? DateSign.None : DateSign.Created);
            }

            modified.Add(DateReader.Read(article.TextOf("dateModified")), EvidenceMethod.JsonLd, graph.ArticlePointer + "/dateModified", article.TextOf("dateModified"), 0.93);
        }

        AddMeta(PublishedMeta, DateWitness.Head);
        AddMeta(FileMeta, DateWitness.File);
        foreach (var name in ModifiedMeta)
        {
            if (scan.MetaOf(name) is { } value)
            {
                modified.Add(DateReader.Read(value, monthFirst), EvidenceMethod.Meta, name, value, 0.85);
            }
        }

        AddMicrodata(scan, monthFirst, place, published, modified);
        new PrintedDates(scan, place, monthFirst, published, modified, displayed).Read();
        if (page.Feed?.Published is { } entry)
        {
            published.Add(new(entry, DatePrecision.Second, true), EvidenceMethod.Feed, "published", entry.ToString("O", System.Globalization.CultureInfo.InvariantCulture), 0.8, DateWitness.Feed);
        }

        AddNamedMeta(scan, monthFirst, published);
        published.Add(DateReader.FromPath(page.Url.AbsolutePath), EvidenceMethod.Url, "path", page.Url.AbsolutePath, 0.6, DateWitness.Url);
        if (published.IsEmpty && StateDates.Find(scan.InlineScripts, monthFirst) is var (state, found))
        {
            published.Add(state, EvidenceMethod.State, "script", found, 0.4, DateWitness.State);
        }

        if (DateReader.MayHold(scan.DocumentTitle) && scan.DocumentTitle!.LastIndexOfAny(['|', '-', '–', '—', '·', '_', '(']) is var divider and > 0 && DateReader.Read(scan.DocumentTitle[divider..], monthFirst) is { } titled)
        {
            published.Add(titled, EvidenceMethod.Html, "title", scan.DocumentTitle, 0.4, DateWitness.State);
        }

        if (published.IsEmpty && scan.MetaOf("description") is { Length: > 10 } description
            && DateReader.Next(DateReader.Prepare(description), 0, monthFirst) is var (opening, start, _) && start < 30)
        {
            published.Add(opening, EvidenceMethod.Meta, "description", description, 0.3, DateWitness.State);
        }

        return (published, modified, displayed);

        void AddMeta((string Name, double Confidence)[] names, DateWitness witness)
        {
            foreach (var (name, confidence) in names)
            {
                if (scan.MetaOf(name) is { } value)
                {
                    published.Add(DateReader.ReadField(value, monthFirst), name.Contains(':', StringComparison.Ordinal) ? EvidenceMethod.OpenGraph : EvidenceMethod.Meta, name, value, confidence, witness);
                }
            }
        }
    }

    /// <summary>Meta elements that are not in the table and whose name says that they hold a date of publication.</summary>
    private static void AddNamedMeta(PageScan scan, bool monthFirst, DateCandidates published)
    {
        if (!published.IsEmpty)
        {
            return;
        }

        foreach (var (name, values) in scan.Meta)
        {
            var isPublication = name.Contains("publi", StringComparison.Ordinal) || name.Contains("pubdate", StringComparison.Ordinal) || name.Contains("pdate", StringComparison.Ordinal);
            var isDate = name.Contains("date", StringComparison.Ordinal) || name.Contains("time", StringComparison.Ordinal);
            if (isDate && !name.Contains("mod", StringComparison.Ordinal) && !name.Contains("upd", StringComparison.Ordinal) && !name.Contains("exp", StringComparison.Ordinal)
                && !name.Contains("last", StringComparison.Ordinal) && !name.Contains("valid", StringComparison.Ordinal) && (isPublication || name.EndsWith("date", StringComparison.Ordinal)))
            {
                published.Add(DateReader.Read(values[0], monthFirst), EvidenceMethod.Meta, name, values[0], isPublication ? 0.7 : 0.42, isPublication ? DateWitness.Head : DateWitness.File);
            }
        }
    }

    private static void AddMicrodata(PageScan scan, bool monthFirst, ArticlePlace place, DateCandidates published, DateCandidates modified)
    {
        var several = 0;
        foreach (var mark in scan.Microdata)
        {
            several += mark.Value == "datePublished" ? 1 : 0;
        }

        foreach (var mark in scan.Microdata)
        {
            if (mark.Value is not ("datePublished" or "dateCreated" or "dateModified")
                || (mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent | ElementHint.Footer) && !place.IsHead(mark.Position)))
            {
                continue;
            }

            var value = mark.Element.GetAttribute("content") ?? mark.Element.GetAttribute("datetime") ?? ElementText.Of(mark.Element, 120);
            var created = mark.Value == "dateCreated";

            // Where many say so, those outside of the article's head are about other articles.
            var aside = several > 2 && !place.IsHead(mark.Position);
            (mark.Value == "dateModified" ? modified : published).Add(
                DateReader.ReadField(value, monthFirst), EvidenceMethod.Microdata, "[itemprop=" + mark.Value + "]", value, aside ? 0.3 : created ? 0.72 : 0.88, DateWitness.Markup,
                (created ? DateSign.Created : DateSign.None) | (aside ? DateSign.Aside : DateSign.None));
        }
    }
}
