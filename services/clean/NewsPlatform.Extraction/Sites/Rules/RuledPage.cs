using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Sites.Rules.Selectors;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>A page seen by the rules of its site: what they find, before anything else reads the page.</summary>
internal sealed class RuledPage
{
    private const double Confidence = 0.99;
    private const int MaxAuthors = 20;

    // A model that finds less than this in what the rules call the body does not know such pages.
    private const double LeastPruned = 0.25;

    // A state that has the article's teaser only does not stand for the article.
    private const int MinText = 140;

    private readonly SiteRules rules;
    private readonly Page page;
    private readonly RuleMatches matches;
    private readonly HashSet<PageElement> body;
    private readonly HashSet<PageElement> aroundBody = [];
    private readonly HashSet<PageElement> keep;
    private readonly Evidence? bodyEvidence;
    private readonly List<string>? bodyTexts;

    private RuledPage(SiteRules rules, Page page, RuleMatches matches)
    {
        (this.rules, this.page, this.matches) = (rules, page, matches);
        keep = [.. rules.Keep.SelectMany(matches.Elements)];
        body = [];
        foreach (var source in rules.Body)
        {
            if (source is RuleSource.Css && matches.Elements(source) is { Count: > 0 } elements)
            {
                (body, bodyEvidence) = ([.. elements], new(EvidenceMethod.SiteRule, source.Text, null, Confidence));
                break;
            }

            if (source is RuleSource.Json && matches.Values(source) is { Count: > 0 } texts && texts.Sum(static text => text.Length) >= MinText)
            {
                (bodyTexts, bodyEvidence) = (texts, new(EvidenceMethod.SiteRule, source.Text, null, Confidence));
                break;
            }
        }

        foreach (var inner in body)
        {
            for (var up = inner; up is not null && aroundBody.Add(up); up = up.ParentElement)
            {
            }
        }
    }

    /// <summary>What the strip rules took out.</summary>
    public List<Evidence> Stripped { get; } = [];

    /// <summary>Whether the rules found the body, be it among the page's blocks or in its scripts.</summary>
    public bool HasBody => bodyEvidence is not null;

    /// <summary>Whether all is to be taken that the rules found as the body.</summary>
    public bool TakesWhole => HasBody && (HasOwnBlocks || !rules.Prune);

    /// <summary>Whether the rules found the body in the page's scripts.</summary>
    public bool HasOwnBlocks => bodyTexts is not null;

    /// <summary>Finds what the rules name, and takes out of the tree what they strip.</summary>
    public static RuledPage Read(SiteRules rules, PageTree tree, Page page, CancellationToken cancellation)
    {
        var ruled = new RuledPage(rules, page, RuleMatches.Of(rules, tree, cancellation));
        foreach (var source in rules.Strip)
        {
            foreach (var element in ruled.matches.Elements(source))
            {
                if (!ruled.aroundBody.Contains(element))
                {
                    if (ruled.Stripped.Count < 50 && ElementText.Of(element, 200) is { Length: > 0 } text)
                    {
                        ruled.Stripped.Add(new(EvidenceMethod.SiteRule, source.Text, text, Confidence));
                    }

                    element.RemoveFromParent();
                }
            }
        }

        return ruled;
    }

    /// <summary>The headline by the rules, else the one that was found without them.</summary>
    public Sourced<string>? Title(Sourced<string>? found)
    {
        foreach (var source in rules.Title)
        {
            if (matches.Values(source).Select(value => TitleMeasure.Fold(value)).FirstOrDefault(static value => value.Length is > 0 and < 1000) is { } title)
            {
                return new(title, By(source, title), Others(found));
            }
        }

        return found;
    }

    /// <summary>The blocks by the rules, else those that were found without them.</summary>
    public BodySelection Choose(PageScan scan, BodySelection found, string title) => body.Count == 0 ? found : RuledBody.Choose(scan, body, rules.Prune, title) ?? found;

    /// <summary>What the model keeps of the body that the rules found, unless that is hardly anything; what it finds when they found none.</summary>
    public BodySelection Prune(PageScan scan, BodySelection found, BodySelection learnt)
    {
        if (body.Count == 0)
        {
            return learnt;
        }

        var inside = found.Kept.ToHashSet();
        var kept = learnt.Kept.Where(inside.Contains).ToList();
        double length = kept.Sum(index => scan.Blocks[index].Length);
        return length < found.Length * LeastPruned ? found : learnt with { Root = found.Root, Kept = kept, Length = length };
    }

    /// <summary>The article's blocks as the page's scripts have them; null when the rules do not say so.</summary>
    public (List<Block> Blocks, List<int> Starts, bool Cut)? Blocks(Uri url, ExtractionOptions options, CancellationToken cancellation) =>
        bodyTexts is null ? null : RuledBody.Build(bodyTexts, url, options, cancellation);

    /// <summary>The elements that no profile may take away.</summary>
    public bool IsKept(PageElement? element)
    {
        for (; keep.Count > 0 && element is not null; element = element.ParentElement)
        {
            if (keep.Contains(element))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The article with the values that the rules found in place of others, which become candidates that lost.</summary>
    public ExtractedArticle Override(ExtractedArticle article) => article with
    {
        Authors = Authors() is { Count: > 0 } authors ? authors : article.Authors,
        Published = Published(article.Published) ?? article.Published,
        LeadImage = Image(article.LeadImage) ?? article.LeadImage,
        TextEvidence = bodyEvidence ?? article.TextEvidence,
        Removed = [.. Stripped, .. article.Removed],
        Flags = rules.Body.Count > 0 && !HasBody ? [.. article.Flags, "site-rules-missed"] : article.Flags,
    };

    private List<Sourced<Author>> Authors()
    {
        var authors = new List<Sourced<Author>>();
        foreach (var source in rules.Author)
        {
            foreach (var value in matches.Values(source))
            {
                var text = TitleMeasure.Fold(value);
                foreach (var name in text.Length is 0 or > 300 ? [] : AuthorNames.Split(text) is { Count: > 0 } names ? names : [text])
                {
                    if (authors.Count < MaxAuthors && !authors.Exists(known => known.Value.Name == name))
                    {
                        authors.Add(new(new(name, AuthorNames.TypeOf(name), null), By(source, text)));
                    }
                }
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors;
    }

    private Sourced<NewsDate>? Published(Sourced<NewsDate>? found)
    {
        foreach (var source in rules.Date)
        {
            foreach (var value in matches.Values(source, "datetime", "content"))
            {
                // The web's clocks run ahead by a day at most; a later date is no article's.
                if ((DateReader.ReadField(value) ?? DateReader.Read(value)) is { } date && !(page.FetchedAt is { } fetched && date.Instant > fetched.AddDays(1)))
                {
                    return new(date, By(source, value), Others(found));
                }
            }
        }

        return null;
    }

    private Sourced<LeadImage>? Image(Sourced<LeadImage>? found)
    {
        foreach (var source in rules.Image)
        {
            foreach (var value in matches.Values(source, "src", "data-src", "content", "href"))
            {
                if (WebAddress.Resolve(page.Url, value) is { } url)
                {
                    return new(new(url, null, null, null, null), By(source, value), Others(found));
                }
            }
        }

        return null;
    }

    private static Evidence By(RuleSource source, string raw) => new(EvidenceMethod.SiteRule, source.Text, raw.Length > 200 ? raw[..200] : raw, Confidence);

    private static List<Candidate<T>> Others<T>(Sourced<T>? found) => found is null ? [] : [new(found.Value, found.Evidence), .. found.Others.Take(9)];
}
