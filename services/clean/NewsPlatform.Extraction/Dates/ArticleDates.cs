using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Dates;

/// <summary>The dates of an article: first published, last changed, and what is printed with it. None stands in for another.</summary>
internal sealed record ArticleDates(Sourced<NewsDate>? Published, Sourced<NewsDate>? Modified, Sourced<NewsDate>? Displayed)
{
    private static readonly (string Name, double Confidence)[] PublishedMeta =
    [
        ("article:published_time", 0.93), ("og:published_time", 0.9), ("og:article:published_time", 0.9), ("article:published", 0.88), ("datepublished", 0.88),
        ("parsely-pub-date", 0.88), ("sailthru.date", 0.86), ("cxenseparse:recs:publishtime", 0.86), ("cxenseparse:publishtime", 0.86), ("published_time", 0.85),
        ("publish-date", 0.84), ("publish_date", 0.84), ("publishdate", 0.84), ("pubdate", 0.84), ("pub_date", 0.84), ("publication_date", 0.84), ("publicationdate", 0.84),
        ("publish-time", 0.84), ("published-date", 0.84), ("article.published", 0.84), ("published", 0.82), ("article_date_original", 0.84), ("ptime", 0.82), ("displaydate", 0.8),
        ("dc.date.issued", 0.84), ("dcterms.issued", 0.84), ("dc.date.created", 0.8), ("dcterms.created", 0.8), ("dcterms.date", 0.78), ("dc.date", 0.78), ("dcsext.articlefirstpublished", 0.82),
        ("creation_date", 0.75), ("created", 0.7), ("date", 0.74), ("originalpublicationdate", 0.84), ("citation_date", 0.75), ("citation_publication_date", 0.78), ("uploaddate", 0.7), ("gentime", 0.6),
    ];

    private static readonly string[] ModifiedMeta =
    [
        "article:modified_time", "og:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "modified", "updated_time", "dcterms.modified", "dc.date.modified", "revised",
        "article:updated", "parsely-updated-date",
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
        var place = new Place(firstBlock, lastBlock, headline, page.FetchedAt);
        var monthFirst = IsMonthFirst(scan.Language, page.Url);
        var published = new DateCandidates(page.FetchedAt);
        var modified = new DateCandidates(page.FetchedAt);
        var displayed = new DateCandidates(page.FetchedAt);
        if (graph.Article is { } article)
        {
            published.Add(DateReader.Read(article.TextOf("datePublished")), EvidenceMethod.JsonLd, graph.ArticlePointer + "/datePublished", article.TextOf("datePublished"), 0.95);
            published.Add(DateReader.Read(article.TextOf("uploadDate")), EvidenceMethod.JsonLd, graph.ArticlePointer + "/uploadDate", article.TextOf("uploadDate"), 0.7);
            published.Add(DateReader.Read(article.TextOf("dateCreated")), EvidenceMethod.JsonLd, graph.ArticlePointer + "/dateCreated", article.TextOf("dateCreated"), 0.66);
            modified.Add(DateReader.Read(article.TextOf("dateModified")), EvidenceMethod.JsonLd, graph.ArticlePointer + "/dateModified", article.TextOf("dateModified"), 0.93);
        }

        foreach (var (name, confidence) in PublishedMeta)
        {
            if (scan.MetaOf(name) is { } value)
            {
                published.Add(DateReader.Read(value, monthFirst), name.Contains(':', StringComparison.Ordinal) ? EvidenceMethod.OpenGraph : EvidenceMethod.Meta, name, value, confidence);
            }
        }

        foreach (var name in ModifiedMeta)
        {
            if (scan.MetaOf(name) is { } value)
            {
                modified.Add(DateReader.Read(value, monthFirst), EvidenceMethod.Meta, name, value, 0.85);
            }
        }

        AddMarkup(scan, monthFirst, place, published, modified, displayed);
        AddText(scan, monthFirst, place, published, modified, displayed);
        if (page.Feed?.Published is { } entry)
        {
            published.Add(new(entry, DatePrecision.Second, true), EvidenceMethod.Feed, "published", entry.ToString("O", System.Globalization.CultureInfo.InvariantCulture), 0.8);
        }

        published.Add(DateReader.FromPath(page.Url.AbsolutePath), EvidenceMethod.Url, "path", page.Url.AbsolutePath, 0.68);
        return new(published.Best(), modified.Best(), displayed.Best());
    }

    private static void AddMarkup(PageScan scan, bool monthFirst, Place place, DateCandidates published, DateCandidates modified, DateCandidates displayed)
    {
        foreach (var mark in scan.Microdata)
        {
            if (mark.Value is "datePublished" or "dateCreated" or "dateModified" && IsArticles(mark))
            {
                var value = mark.Element.GetAttribute("content") ?? mark.Element.GetAttribute("datetime") ?? ElementText.Of(mark.Element, 120);
                var date = DateReader.Read(value, monthFirst);
                (mark.Value == "dateModified" ? modified : published).Add(date, EvidenceMethod.Microdata, "[itemprop=" + mark.Value + "]", value, mark.Value == "dateCreated" ? 0.72 : 0.9);
            }
        }

        foreach (var mark in scan.Times)
        {
            if (!IsArticles(mark))
            {
                continue;
            }

            var text = ElementText.Of(mark.Element, 120);
            var date = DateReader.Read(mark.Value, monthFirst) ?? DateReader.Read(text, monthFirst);
            if (IsClock(mark, date, place))
            {
                continue;
            }

            var near = Nearness(mark.Position, place.First, place.Last);
            var raw = mark.Value.Length > 0 ? mark.Value : text;
            if (DateWords.SaysModified(text) || DateWords.SaysModified(mark.Element.ClassName))
            {
                modified.Add(date, EvidenceMethod.Html, "time", raw, 0.5 + near);
            }
            else
            {
                published.Add(date, EvidenceMethod.Html, "time", raw, (mark.Element.HasAttribute("pubdate") ? 0.62 : 0.55) + near);
            }

            displayed.Add(date, EvidenceMethod.Html, "time", raw, 0.6 + near);
        }

        foreach (var mark in scan.Dates)
        {
            if (!IsArticles(mark))
            {
                continue;
            }

            var text = ElementText.Of(mark.Element, 160);
            var near = Nearness(mark.Position, place.First, place.Last);
            var date = DateReader.Read(text, monthFirst);
            if (IsClock(mark, date, place))
            {
                continue;
            }

            var says = DateWords.SaysModified(text) && !DateWords.SaysPublished(text);
            (says ? modified : published).Add(date, EvidenceMethod.Html, "." + mark.Element.ClassName, text, 0.5 + near);
            displayed.Add(date, EvidenceMethod.Html, "." + mark.Element.ClassName, text, 0.55 + near);
        }
    }

    /// <summary>Short lines around the article's start and end that hold a date.</summary>
    private static void AddText(PageScan scan, bool monthFirst, Place place, DateCandidates published, DateCandidates modified, DateCandidates displayed)
    {
        for (var i = Math.Max(0, place.First - 12); i < Math.Min(scan.Blocks.Count, place.First + 3); i++)
        {
            AddLine(i, i <= place.First ? 0.5 - (0.01 * (place.First - i)) : 0.4);
        }

        for (var i = Math.Max(place.First + 3, place.Last - 1); i < Math.Min(scan.Blocks.Count, place.Last + 4); i++)
        {
            AddLine(i, 0.3);
        }

        void AddLine(int index, double confidence)
        {
            var block = scan.Blocks[index];
            if (block.Text.Length > 160 || block.LinkDensity > 0.5 || block.Text.Contains('©', StringComparison.Ordinal))
            {
                return;
            }

            var date = DateReader.Read(block.Text, monthFirst);
            var says = DateWords.SaysPublished(block.Text);
            if (date is null || (index < place.Headline && !says && place.IsDayOfFetch(date)))
            {
                return;
            }

            // Above the headline stand kickers with the article's date, and mastheads with today's.
            var far = index < place.Headline - 3 && !says;
            var bonus = says ? 0.12 : far ? -0.25 : 0;
            (DateWords.SaysModified(block.Text) && !says ? modified : published).Add(date, EvidenceMethod.Body, "text", block.Text, confidence + bonus);
            displayed.Add(date, EvidenceMethod.Body, "text", block.Text, confidence);
        }
    }

    /// <summary>The clock in a page's head: named so, or above the headline and showing the day of the fetch without a time.</summary>
    private static bool IsClock(Mark mark, NewsDate? date, Place place) =>
        DateWords.NamesClock(mark.Element.ClassName) || DateWords.NamesClock(mark.Element.Id)
        || (mark.Position < place.Headline - 3 && date is { Precision: DatePrecision.Day } && place.IsDayOfFetch(date));

    private static bool IsArticles(Mark mark) => !mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent | ElementHint.Footer);

    /// <summary>0.25 just before the body, less with distance.</summary>
    private static double Nearness(int position, int firstBlock, int lastBlock)
    {
        if (firstBlock < 0)
        {
            return 0;
        }

        var distance = position <= firstBlock ? firstBlock - position : position <= lastBlock ? 4 + (position - firstBlock) : 6 + (position - lastBlock);
        return Math.Max(0, 0.22 - (0.012 * distance));
    }

    private static bool IsMonthFirst(string? language, Uri url)
    {
        if (language is not null && language.Length > 2 && language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            return language.EndsWith("US", StringComparison.OrdinalIgnoreCase) || language.EndsWith("PH", StringComparison.OrdinalIgnoreCase);
        }

        if (language is not null && !language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // English without a country: the day comes first only under the domains of countries that write so.
        var dot = url.Host.LastIndexOf('.');
        return dot < 0 || url.Host[(dot + 1)..] is not ("uk" or "au" or "nz" or "ie" or "in" or "za" or "ca" or "eu" or "ng" or "ke" or "pk" or "lk" or "my" or "sg");
    }

    private readonly record struct Place(int First, int Last, int Headline, DateTimeOffset? Fetched)
    {
        /// <summary>Whether a date is the day of the fetch in some time zone.</summary>
        public bool IsDayOfFetch(NewsDate date) => Fetched is { } fetched && Math.Abs((date.Instant.UtcDateTime.Date - fetched.UtcDateTime.Date).TotalDays) <= 1;
    }
}
