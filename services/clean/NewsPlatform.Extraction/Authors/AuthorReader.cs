using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Finds who wrote an article: the most trusted source that names persons, else one that names an organisation.</summary>
internal static class AuthorReader
{
    private static readonly string[] MetaNames =
        ["author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.creator.personalname", "byl", "byline", "cxenseparse:author", "article.author", "authors", "citation_author", "twitter:data1"];

    /// <summary>The authors in their order; empty when the page names none.</summary>
    public static List<Sourced<Author>> Read(PageScan scan, JsonLdGraph graph, Page page, string? site, int firstBlock, int lastBlock)
    {
        var sources = new List<List<Sourced<Author>>>
        {
            FromJsonLd(graph, page.Url),
            FromMicrodata(scan, page.Url),
            FromMeta(scan),
            FromBylines(scan, page.Url, firstBlock, lastBlock),
            FromText(scan, firstBlock),
            FromFeed(page),
        };
        List<Sourced<Author>>? organisations = null;
        List<Sourced<Author>>? persons = null;
        foreach (var source in sources)
        {
            source.RemoveAll(author => site is not null && TitleMeasure.Key(author.Value.Name) == TitleMeasure.Key(site) && author.Value.Type == AuthorType.Person);
            if (source.Exists(static author => author.Value.Type == AuthorType.Person))
            {
                persons ??= source;
            }
            else if (source.Count > 0)
            {
                organisations ??= source;
            }
        }

        return persons ?? organisations ?? [];
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
        var authors = new List<Sourced<Author>>();
        foreach (var name in MetaNames)
        {
            if (!scan.Meta.TryGetValue(name, out var values)
                || (name == "twitter:data1" && !(scan.MetaOf("twitter:label1") ?? "").Contains("written", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            foreach (var value in values)
            {
                Add(authors, value, false, null, new(EvidenceMethod.Meta, name, value, 0.8));
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors;
    }

    private static List<Sourced<Author>> FromMicrodata(PageScan scan, Uri page)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var mark in scan.Microdata)
        {
            if (mark.Value is not ("author" or "creator") || mark.Hints.Any(ElementHint.Related | ElementHint.Comments))
            {
                continue;
            }

            var name = scan.Microdata.Find(inner => inner.Value == "name" && inner.Element != mark.Element && IsInside(inner.Element, mark.Element));
            var text = name is null ? mark.Element.GetAttribute("content") ?? ElementText.Of(mark.Element, 200, '|') : name.Element.GetAttribute("content") ?? ElementText.Of(name.Element, 120);
            Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri, new(EvidenceMethod.Microdata, "[itemprop=author]", text, 0.8));
        }

        return authors;
    }

    private static List<Sourced<Author>> FromBylines(PageScan scan, Uri page, int firstBlock, int lastBlock)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var relation in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var mark in scan.Bylines)
            {
                if ((mark.Value == "author") != relation || mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Footer)
                    || mark.Position > lastBlock + 3 || mark.Position < firstBlock - 25)
                {
                    continue;
                }

                // A name is short; a biography is not.
                var text = ElementText.Of(mark.Element, 300, '|');
                if (text.Length is > 1 and < 150)
                {
                    Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri,
                        new(EvidenceMethod.Html, relation ? "a[rel=author]" : "." + mark.Element.ClassName, text, relation ? 0.75 : 0.65));
                }

                if (!relation && authors.Count > 0)
                {
                    break;
                }
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors;
    }

    private static List<Sourced<Author>> FromText(PageScan scan, int firstBlock)
    {
        var authors = new List<Sourced<Author>>();
        for (var i = Math.Max(0, firstBlock - 10); i < Math.Min(scan.Blocks.Count, firstBlock + 3) && authors.Count == 0; i++)
        {
            var text = scan.Blocks[i].Text;
            if (text.Length < 120 && AuthorNames.StartsByline(text))
            {
                Add(authors, text, false, null, new(EvidenceMethod.Body, "text", text, 0.55));
            }
        }

        return authors;
    }

    private static List<Sourced<Author>> FromFeed(Page page)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var name in page.Feed?.Authors ?? [])
        {
            Add(authors, name, false, null, new(EvidenceMethod.Feed, "author", name, 0.6));
        }

        return authors;
    }

    private static void Add(List<Sourced<Author>> authors, string text, bool organisation, string? url, Evidence evidence)
    {
        foreach (var name in AuthorNames.Split(text))
        {
            if (authors.Count < 30 && !authors.Exists(known => TitleMeasure.Key(known.Value.Name) == TitleMeasure.Key(name)))
            {
                var type = organisation ? AuthorType.Organisation : AuthorNames.TypeOf(name);
                authors.Add(new(new(name, type, url), evidence with { Raw = text.Length > 200 ? text[..200] : text }));
            }
        }
    }

    private static bool IsInside(AngleSharp.Dom.IElement element, AngleSharp.Dom.IElement outer)
    {
        var up = element.ParentElement;
        for (var steps = 0; up is not null && steps < 6; steps++, up = up.ParentElement)
        {
            if (up == outer)
            {
                return true;
            }
        }

        return false;
    }
}
