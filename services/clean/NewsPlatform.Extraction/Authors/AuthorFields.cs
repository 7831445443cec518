using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Finds authors in the fields that a page fills for machines, and in the feed that named it.</summary>
internal static class AuthorFields
{
    private static readonly string[] MetaNames =
    [
        "author", "article:author_name", "parsely-author", "sailthru.author", "byl", "byline", "cxenseparse:author", "article.author", "authors", "twitter:data1", "twitter:data2", "article:author", "og:article:author", "og:author", "bt:author", "citation_author",
        "citation_authors", "dc.creator", "dcterms.creator", "dc.creator.personalname", "dc.contributor", "creator", "vr:author", "rbauthors", "author-name", "author_name", "article-author", "shareaholic:article_author_name",
    ];

    public static List<Sourced<Author>> FromJsonLd(JsonLdGraph graph, Uri page)
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
                    AuthorList.Add(authors, text.Text ?? "", organisation, url, new(EvidenceMethod.JsonLd, graph.ArticlePointer + "/" + member, text.Text, 0.9));
                }
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors;
    }

    public static List<Sourced<Author>> FromMeta(PageScan scan)
    {
        List<Sourced<Author>> best = [];
        foreach (var name in MetaNames)
        {
            if (!scan.Meta.TryGetValue(name, out var values)
                || (name.StartsWith("twitter:data", StringComparison.Ordinal) && !IsWritten(scan.MetaOf("twitter:label" + name[^1]))))
            {
                continue;
            }

            var authors = new List<Sourced<Author>>();
            var scholarly = name.StartsWith("citation", StringComparison.Ordinal) || name.StartsWith("dc", StringComparison.Ordinal);
            foreach (var value in values)
            {
                AuthorList.Add(authors, scholarly ? FirstNameFirst(value) : value, false, null, new(EvidenceMethod.Meta, name, value, 0.8));
            }

            // A name beats a handle, and a list of names its first one.
            if (authors.Count > 0 && (best.Count == 0 || (IsHandle(best) && !IsHandle(authors)) || (scholarly && authors.Count > best.Count && best.TrueForAll(one => authors.Exists(other => AuthorList.Same(one.Value.Name, other.Value.Name))))))
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

    public static List<Sourced<Author>> FromFeed(Page page)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var name in page.Feed?.Authors ?? [])
        {
            AuthorList.Add(authors, name, false, null, new(EvidenceMethod.Feed, "author", name, 0.6));
        }

        return authors;
    }
}
