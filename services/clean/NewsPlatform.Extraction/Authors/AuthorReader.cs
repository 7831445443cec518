using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
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
        var sources = Sources(scan, graph, page, place);
        var own = new SiteNames(page.Url, site);
        if (!sources.Exists(source => source.Exists(author => author.Value.Type == AuthorType.Person && !own.Contains(author.Value.Name))))
        {
            sources.Add(AuthorNotes.Read(scan, place));
        }

        List<Sourced<Author>>? best = null;
        var bestScore = 0.0;
        foreach (var source in sources)
        {
            if (source.Count == 0)
            {
                continue;
            }

            // "Paper Editorial Board | Paper": the house beside those who write for it.
            if (source[0].Evidence.Method != EvidenceMethod.JsonLd && source.Exists(author => !own.IsExactly(author.Value.Name)))
            {
                source.RemoveAll(author => own.IsExactly(author.Value.Name));
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

        return best is null ? [] : Explain(Writers(Whole(Fuller(best, sources), sources), sources, scan, place), sources);
    }

    /// <summary>What each source names, in the order in which equals are preferred.</summary>
    public static List<List<Sourced<Author>>> Sources(PageScan scan, JsonLdGraph graph, Page page, ArticlePlace place) =>
    [
        AuthorFields.FromJsonLd(graph, page.Url),
        AuthorMarks.FromMicrodata(scan, page.Url, place),
        AuthorFields.FromMeta(scan),
        AuthorMarks.FromBylines(scan, page.Url, place),
        BylineLines.FromLinks(scan, place),
        BylineLines.FromHead(scan, place),
        AuthorFields.FromFeed(page),
        BylineLines.FromEnd(scan, place),
        BylineLines.Alone(scan, place),
        ChineseBylines.MayHave(scan, place) ? ChineseBylines.Read(scan, place) : [],
    ];

    /// <summary>
    /// The chosen list, or one that has all its names and more persons whom a third source names too: metadata often keep the first author
    /// only, and a byline's element the last.
    /// </summary>
    private static List<Sourced<Author>> Fuller(List<Sourced<Author>> chosen, List<List<Sourced<Author>>> sources)
    {
        var best = chosen;
        foreach (var source in sources)
        {
            if (source.Count <= best.Count || source.Count > MaxFuller || !chosen.TrueForAll(author => source.Exists(other => AuthorList.Same(author.Value.Name, other.Value.Name))))
            {
                continue;
            }

            var confirmed = IsOneByline(source) || source.TrueForAll(author => chosen.Exists(known => AuthorList.Same(known.Value.Name, author.Value.Name))
                || (AuthorNames.IsPersonLike(author.Value.Name) && sources.Exists(third => third != source && third != chosen && (IsPlain(third) || IsPlain(source)) && third.Exists(other => AuthorList.Same(other.Value.Name, author.Value.Name)))));
            best = confirmed ? source : best;
        }

        return best;
    }

    /// <summary>Whether a list is what one line of links in the article's head names, or what is marked as its authors.</summary>
    private static bool IsOneByline(List<Sourced<Author>> source) =>
        source.TrueForAll(static author => AuthorNames.IsPersonLike(author.Value.Name))
        && (source[0].Evidence.Place == "a[rel=author]"
            || (source[0].Evidence is { Place: "a[href]", Raw: { } line } && source.TrueForAll(author => author.Evidence.Raw == line) && line.Length <= source.Sum(static author => author.Value.Name.Length + 6) + 6));

    /// <summary>The chosen list with each first name that stands alone made whole from a source that has the name behind it.</summary>
    private static List<Sourced<Author>> Whole(List<Sourced<Author>> chosen, List<List<Sourced<Author>>> sources)
    {
        for (var i = 0; i < chosen.Count; i++)
        {
            var first = chosen[i].Value.Name;
            if (first.Contains(' ', StringComparison.Ordinal) || first[0] >= '\u2E80')
            {
                continue;
            }

            foreach (var source in sources)
            {
                if (source != chosen && source.Count > 0 && source[0].Evidence.Method != EvidenceMethod.Body && source.Find(other => other.Value.Name.StartsWith(first + " ", StringComparison.OrdinalIgnoreCase) && AuthorNames.IsPersonLike(other.Value.Name)) is { } whole)
                {
                    chosen[i] = chosen[i] with { Value = whole.Value };
                    break;
                }
            }
        }

        return chosen;
    }

    /// <summary>The chosen list without those whom the page names, and names only, as photographers, editors and the like; fields often list all who took part.</summary>
    private static List<Sourced<Author>> Writers(List<Sourced<Author>> chosen, List<List<Sourced<Author>>> sources, PageScan scan, ArticlePlace place)
    {
        if (chosen.Count < 2)
        {
            return chosen;
        }

        var helpers = BylineLines.OtherCredits(scan, place);
        helpers.RemoveAll(name => sources.Exists(source => source.Exists(author => author.Evidence is { Method: EvidenceMethod.Body } or { Method: EvidenceMethod.Html, Place: not "a[href]" } && AuthorList.Same(author.Value.Name, name))));
        // Who stands first wrote it, whatever else he did.
        var writers = chosen.FindAll(author => author == chosen[0] || !helpers.Exists(name => AuthorList.Same(author.Value.Name, name)));
        return writers;
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
            count += other != source && other.Exists(author => AuthorList.Same(author.Value.Name, source[0].Value.Name)) ? 1 : 0;
        }

        return Math.Min(count, 3);
    }

    // Bylines and microdata outside of the head are other articles' as often.
    private static bool IsPlain(List<Sourced<Author>> source) => source.Count > 0 && source[0].Evidence is { Method: EvidenceMethod.JsonLd or EvidenceMethod.Meta or EvidenceMethod.Body } or { Place: "a[href]" };

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
                if (others.Count < MaxOthers && !chosen.Exists(known => AuthorList.Same(known.Value.Name, author.Value.Name)))
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
}
