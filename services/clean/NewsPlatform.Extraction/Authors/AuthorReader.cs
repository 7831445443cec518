using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Ranking;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Finds who wrote an article: the most trusted source that names persons, else one that names an organisation.</summary>
internal static class AuthorReader
{
    private const int MaxOthers = 10;
    private const int MaxFuller = 8;

    // Two sources that agree are trusted more than a better one alone.
    private const double Agreement = 0.1;

    private static readonly string[] MetaNames =
    [
        "author", "article:author_name", "parsely-author", "sailthru.author", "byl", "byline", "cxenseparse:author", "article.author", "authors", "twitter:data1", "article:author", "og:article:author", "og:author", "bt:author", "citation_author",
        "citation_authors", "dc.creator", "dcterms.creator", "dc.creator.personalname", "dc.contributor", "creator", "vr:author", "rbauthors", "author-name", "author_name", "article-author", "shareaholic:article_author_name",
    ];

    /// <summary>The authors in their order; empty when the page names none.</summary>
    public static List<Sourced<Author>> Read(PageScan scan, JsonLdGraph graph, Page page, string? site, ArticlePlace place)
    {
        var found = Rate(scan, graph, page, site, place);
        var authors = new List<Sourced<Author>>(found.Count);
        foreach (var (author, grade) in found)
        {
            authors.Add(author with { Evidence = author.Evidence with { Confidence = Calibration.Default.Of("authors", grade, author.Evidence.Confidence) } });
        }

        return authors;
    }

    /// <summary>The authors as the rules rate them, each with how many other sources name him.</summary>
    public static List<(Sourced<Author> Author, int Grade)> Rate(PageScan scan, JsonLdGraph graph, Page page, string? site, ArticlePlace place)
    {
        var sources = new List<List<Sourced<Author>>>
        {
            FromJsonLd(graph, page.Url),
            FromMicrodata(scan, page.Url, place),
            FromMeta(scan),
            FromBylines(scan, page.Url, place),
            BylineLines.FromLinks(scan, place),
            BylineLines.FromHead(scan, place),
            FromFeed(page),
            BylineLines.FromEnd(scan, place),
            BylineLines.Alone(scan, place),
            scan.Language is null || scan.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || scan.Language.Length == 0 ? ChineseBylines.Read(scan, place) : [],
        };
        var own = new SiteNames(page.Url, site);
        List<Sourced<Author>>? best = null;
        var bestScore = 0.0;
        foreach (var source in sources)
        {
            if (source.Count == 0)
            {
                continue;
            }

            for (var i = 0; i < source.Count; i++)
            {
                source[i] = Settle(source[i], own);
            }

            // A person, then the site's own name that looks like one, then an organisation.
            var rank = source[0].Evidence.Place == BylineLines.Signature ? 0.2
                : source.Exists(author => author.Value.Type == AuthorType.Person && !own.Contains(author.Value.Name)) ? 2.0
                : source.Exists(static author => author.Value.Type == AuthorType.Person) ? 1.0 : 0.5;
            var score = rank + source[0].Evidence.Confidence * 0.9 / 2 + (Agreeing(source, sources) * Agreement / 2);
            if (score > bestScore)
            {
                (best, bestScore) = (source, score);
            }
        }

        return best is null ? [] : Explain(Fuller(best, sources), sources);
    }

    /// <summary>
    /// The chosen list, or one that has all its names and more persons whom a third source names too: metadata often keep the first author
    /// only, and a byline's element the last.
    /// </summary>
    private static List<Sourced<Author>> Fuller(List<Sourced<Author>> chosen, List<List<Sourced<Author>>> sources)
    {
        var best = chosen;
        foreach (var source in sources)
        {
            if (source.Count <= best.Count || source.Count > MaxFuller || !chosen.TrueForAll(author => source.Exists(other => Same(author.Value.Name, other.Value.Name))))
            {
                continue;
            }

            var confirmed = source.TrueForAll(author => chosen.Exists(known => Same(known.Value.Name, author.Value.Name))
                || (AuthorNames.IsPersonLike(author.Value.Name) && sources.Exists(third => third != source && third != chosen && (IsPlain(third) || IsPlain(source)) && third.Exists(other => Same(other.Value.Name, author.Value.Name)))));
            best = confirmed ? source : best;
        }

        return best;
    }

    public static void Add(List<Sourced<Author>> authors, string text, bool organisation, string? url, Evidence evidence, bool isByline = false)
    {
        var names = AuthorNames.Split(text, isByline);
        if (names.Count == 1 && names[0][0] >= '\u4E00' && ChineseBylines.Apart(names[0]) is { Count: > 1 } apart)
        {
            names = apart;
        }

        if (names.Count == 0 && !isByline && text.Length is > 3 and < 40 && text.AsSpan().IndexOfAnyExcept("\r\n\t |") == 0 && IsDesk(text))
        {
            // "Community Editor" in a field that holds nothing else is what the page calls its author.
            names.Add(text.Trim());
            organisation = true;
        }

        foreach (var name in names)
        {
            if (authors.Count < 30 && !authors.Exists(known => Same(known.Value.Name, name)))
            {
                var type = organisation ? AuthorType.Organisation : AuthorNames.TypeOf(name);
                authors.Add(new(new(name, type, url), evidence with { Raw = text.Length > 200 ? text[..200] : text }));
            }
        }
    }

    /// <summary>Whether a text is the name of a role or a desk and has the look of a name.</summary>
    private static bool IsDesk(string text)
    {
        var words = 0;
        foreach (var range in text.AsSpan().Trim().Split(' '))
        {
            var word = text.AsSpan().Trim()[range];
            words++;
            if (word.Length == 0 || !char.IsUpper(word[0]))
            {
                return false;
            }
        }

        return words is 2 or 3;
    }

    private static Sourced<Author> Settle(Sourced<Author> author, SiteNames own) =>
        author.Value.Type == AuthorType.Person && own.Contains(author.Value.Name) && !AuthorNames.IsPersonLike(author.Value.Name)
            ? author with { Value = author.Value with { Type = AuthorType.Organisation } }
            : author;

    private static int Agreeing(List<Sourced<Author>> source, List<List<Sourced<Author>>> sources)
    {
        var count = 0;
        foreach (var other in sources)
        {
            count += other != source && other.Exists(author => Same(author.Value.Name, source[0].Value.Name)) ? 1 : 0;
        }

        return Math.Min(count, 3);
    }

    // Bylines and microdata outside of the head are other articles' as often.
    private static bool IsPlain(List<Sourced<Author>> source) => source.Count > 0 && source[0].Evidence is { Method: EvidenceMethod.JsonLd or EvidenceMethod.Meta or EvidenceMethod.Body } or { Place: "a[href]" };

    // Names begin with letters: two that begin differently need no closer look.
    private static bool Same(string one, string other) => char.ToLowerInvariant(one[0]) == char.ToLowerInvariant(other[0])
        && (one.Equals(other, StringComparison.OrdinalIgnoreCase) || TitleMeasure.Key(one) == TitleMeasure.Key(other));

    /// <summary>Sets the confidences by what the other sources say, and gives the first author the names that lost.</summary>
    private static List<(Sourced<Author> Author, int Grade)> Explain(List<Sourced<Author>> chosen, List<List<Sourced<Author>>> sources)
    {
        var others = new List<Candidate<Author>>();
        var rivals = 0;
        foreach (var source in sources)
        {
            if (source == chosen || source.Count == 0)
            {
                continue;
            }

            rivals += source.Exists(static author => author.Value.Type == AuthorType.Person) ? 1 : 0;
            foreach (var author in source)
            {
                if (others.Count < MaxOthers && !chosen.Exists(known => Same(known.Value.Name, author.Value.Name)))
                {
                    others.Add(new(author.Value, author.Evidence));
                }
            }
        }

        var result = new List<(Sourced<Author> Author, int Grade)>(chosen.Count);
        foreach (var author in chosen)
        {
            var agreeing = Agreeing([author], sources) - 1;
            var confidence = author.Evidence.Confidence + (0.05 * agreeing) - (agreeing == 0 && rivals > 0 ? 0.2 : 0) - (author.Value.Type == AuthorType.Organisation ? 0.15 : 0);
            result.Add((author with { Evidence = author.Evidence with { Confidence = Math.Round(Math.Clamp(confidence, 0.1, 0.98), 4) }, Others = result.Count == 0 ? others : [] }, Math.Max(0, agreeing)));
        }

        return result;
    }

    private static List<Sourced<Author>> FromJsonLd(JsonLdGraph graph, Uri page)
    {
        var authors = new List<Sourced<Author>>();
        if (graph.Article is null)
        {
            return authors;
        }

        foreach (var member in (ReadOnlySpan<string>)["author", "creator"])
        {
            foreach (var item in graph.Article[member]?.Each ?? [])
            {
                var node = graph.Resolve(item);
                var organisation = node.HasType(static type => type.EndsWith("Organization", StringComparison.Ordinal));
                var url = WebAddress.Resolve(page, node.TextOf("url"))?.AbsoluteUri;
                foreach (var text in node["name"]?.Each ?? [node])
                {
                    Add(authors, text.Text ?? "", organisation, url, new(EvidenceMethod.JsonLd, graph.ArticlePointer + "/" + member, text.Text, 0.9));
                }
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors;
    }

    private static List<Sourced<Author>> FromMeta(PageScan scan)
    {
        List<Sourced<Author>> best = [];
        foreach (var name in MetaNames)
        {
            if (!scan.Meta.TryGetValue(name, out var values)
                || (name == "twitter:data1" && !IsWritten(scan.MetaOf("twitter:label1"))))
            {
                continue;
            }

            var authors = new List<Sourced<Author>>();
            var scholarly = name.StartsWith("citation", StringComparison.Ordinal) || name.StartsWith("dc", StringComparison.Ordinal);
            foreach (var value in values)
            {
                Add(authors, scholarly ? FirstNameFirst(value) : value, false, null, new(EvidenceMethod.Meta, name, value, 0.8));
            }

            // A name beats a handle, and a list of names its first one.
            if (authors.Count > 0 && (best.Count == 0 || (IsHandle(best) && !IsHandle(authors)) || (scholarly && authors.Count > best.Count && best.TrueForAll(one => authors.Exists(other => Same(one.Value.Name, other.Value.Name))))))
            {
                best = authors;
            }
        }

        return best;
    }

    private static bool IsWritten(string? label) =>
        label is not null && (label.Contains("written", StringComparison.OrdinalIgnoreCase) || AuthorNames.AfterOpening(label + " ·") is not null);

    private static bool IsHandle(List<Sourced<Author>> authors) => authors.TrueForAll(static author => !author.Value.Name.Contains(' ', StringComparison.Ordinal) && author.Value.Name[0] < '\u2E80');

    /// <summary>"Lee, Ann B." as catalogues write it, the other way round.</summary>
    private static string FirstNameFirst(string value)
    {
        var comma = value.IndexOf(", ", StringComparison.Ordinal);
        return comma > 0 && value.IndexOf(',', comma + 1) < 0 && value.AsSpan(0, comma).Count(' ') <= 1 && value.Length - comma < 25 && !AuthorWords.IsRole(value.AsSpan(comma + 2))
            ? value[(comma + 2)..] + " " + value[..comma]
            : value;
    }

    private static List<Sourced<Author>> FromMicrodata(PageScan scan, Uri page, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        PageElement? outer = null;
        foreach (var mark in scan.Microdata)
        {
            if (!IsAuthor(mark.Value) || mark.Hints.Any(ElementHint.Caption) || (outer is not null && IsInside(mark.Element, outer)) || (mark.Hints.Any(ElementHint.Related | ElementHint.Comments) && !place.IsHead(mark.Position)))
            {
                continue;
            }

            outer = mark.Element;
            var name = scan.Microdata.Find(inner => inner.Value == "name" && inner.Element != mark.Element && IsInside(inner.Element, mark.Element));
            var text = name is null ? mark.Element.GetAttribute("content") ?? ElementText.Of(mark.Element, 200, '|') : name.Element.GetAttribute("content") ?? ElementText.Of(name.Element, 120);
            Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri, new(EvidenceMethod.Microdata, "[itemprop=author]", text, 0.8), isByline: name is null);
        }

        return authors;
    }

    private static bool IsAuthor(string property) => property is "author" or "creator" or "author creator" or "creator author";

    private static List<Sourced<Author>> FromBylines(PageScan scan, Uri page, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var relation in (ReadOnlySpan<bool>)[true, false])
        {
            PageElement? wide = null;
            Mark? first = null;
            foreach (var mark in scan.Bylines)
            {
                if ((mark.Value == "author") != relation || mark.Position > place.Last + 3 || mark.Position < place.First - 25
                    || (mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Footer) && !place.IsHead(mark.Position)))
                {
                    continue;
                }

                // Hints are inherited: inside something long that is named after authors only what is itself so named counts.
                if (!relation && wide is not null && IsInside(mark.Element, wide) && !IsNamed(mark.Element))
                {
                    continue;
                }

                if (mark.Element.ClassName is { } names && (names.Contains("follow", StringComparison.OrdinalIgnoreCase) || names.Contains("btn", StringComparison.OrdinalIgnoreCase) || names.Contains("button", StringComparison.OrdinalIgnoreCase)))
                {
                    continue;
                }

                // A name is short; a biography is not.
                var text = ElementText.Of(mark.Element, 300, '|');
                if (first is not null && !(IsSibling(first, mark) && AuthorNames.IsPersonLike(text)))
                {
                    break;
                }

                if (text.Length is > 1 and < 150)
                {
                    Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri,
                        new(EvidenceMethod.Html, relation ? "a[rel=author]" : "." + mark.Element.ClassName, text, relation ? 0.75 : place.IsHead(mark.Position) ? 0.7 : 0.6), isByline: true);
                }
                else
                {
                    wide = mark.Element;
                }

                first = !relation && authors.Count > 0 ? first ?? mark : null;
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors.Count > 0 ? authors : FromFarBylines(scan, page, place);
    }

    /// <summary>Whether two elements are parts of one list of names: alike and close together.</summary>
    private static bool IsSibling(Mark one, Mark other) =>
        other.Position - one.Position <= 3 && one.Element.LocalName == other.Element.LocalName && one.Element.ClassName is { Length: > 0 } names && names == other.Element.ClassName
        && one.Element.ParentElement is { } parent && (other.Element.ParentElement == parent || (parent.ParentElement is { } list && other.Element.ParentElement?.ParentElement == list)) && !IsInside(other.Element, one.Element);

    /// <summary>Bylines far behind the text, which say what they are: "Erstellt von Ann Lee".</summary>
    private static List<Sourced<Author>> FromFarBylines(PageScan scan, Uri page, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var mark in scan.Bylines)
        {
            if (mark.Position <= place.Last + 3 || mark.Hints.Any(ElementHint.Related | ElementHint.Comments))
            {
                continue;
            }

            var text = ElementText.Of(mark.Element, 150, ' ');
            if (text.Length is > 4 and < 120 && AuthorNames.AfterOpening(text) is { Length: > 2 } rest && char.IsUpper(rest[0]))
            {
                Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri, new(EvidenceMethod.Html, "." + mark.Element.ClassName, text, 0.5), isByline: true);
                if (authors.Count > 0)
                {
                    break;
                }
            }
        }

        return authors;
    }

    private static bool IsNamed(PageElement element) => (ClassHints.Of(element.ClassName) | ClassHints.Of(element.Id) | ElementHints.OfTag(element.LocalName)).Any(ElementHint.Byline) || element.HasAttribute("itemprop");

    private static List<Sourced<Author>> FromFeed(Page page)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var name in page.Feed?.Authors ?? [])
        {
            Add(authors, name, false, null, new(EvidenceMethod.Feed, "author", name, 0.6));
        }

        return authors;
    }

    private static bool IsInside(PageElement element, PageElement outer)
    {
        var up = element.ParentElement;
        for (var steps = 0; up is not null && steps < 24; steps++, up = up.ParentElement)
        {
            if (up == outer)
            {
                return true;
            }
        }

        return false;
    }
}
