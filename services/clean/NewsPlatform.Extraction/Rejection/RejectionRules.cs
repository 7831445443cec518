using System.Globalization;
using System.Text;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>
/// Decides whether a page is an article at all. The more running text there is, the more it takes to reject: a long report about
/// cookies is no cookie wall.
/// </summary>
internal static class RejectionRules
{
    private const int LongText = 900;

    /// <summary>The rejection, or null for an article.</summary>
    public static PageRejection? Judge(PageScan scan, JsonLdGraph graph, Page page, BodySelection body, string? title, ExtractionOptions options)
    {
        var visible = Visible(scan);
        var heading = (scan.DocumentTitle ?? "") + "\n" + title;
        var length = body.Length;
        var isLong = length >= LongText;
        if (page.Status is >= 400 and < 600 && !(isLong && SaysArticle(scan, graph)))
        {
            return Reject(page.Status is 404 or 410 ? RejectionReason.SoftNotFound : RejectionReason.ErrorPage, 0.99, "The server answered with status " + Number(page.Status.Value) + ".", EvidenceMethod.Http, "status", Number(page.Status.Value));
        }

        if (scan.Blocks.Count == 0 && scan.Images.Count == 0 && scan.Scripts == 0 && title is null)
        {
            return Reject(RejectionReason.Empty, 0.99, "The page shows nothing.", EvidenceMethod.Html, null, null);
        }

        return isLong ? JudgeLong(scan, graph, page, body, heading)
            : JudgeShort(scan, graph, page, body, heading, visible) ?? Index(scan, graph, page, body) ?? TooShort(scan, graph, body, options);
    }

    private static PageRejection? JudgeLong(PageScan scan, JsonLdGraph graph, Page page, BodySelection body, string heading)
    {
        if (IsSearch(page.Url, heading) is { } search && !SaysArticle(scan, graph))
        {
            return search;
        }

        // A wall can be long: every block of it speaks of consent.
        var text = Kept(scan, body, 6000);
        var consent = PageTexts.Count(text, PageTexts.Consent);
        if (consent >= 7 && body.Length < 6000 && !SaysArticle(scan, graph) && PageTexts.Count(heading, PageTexts.Consent) > 0)
        {
            return Reject(RejectionReason.CookieWall, 0.8, "The text is a consent dialogue.", EvidenceMethod.Body, null, Number(consent) + " phrases of consent");
        }

        return Index(scan, graph, page, body);
    }

    private static PageRejection? JudgeShort(PageScan scan, JsonLdGraph graph, Page page, BodySelection body, string heading, string visible)
    {
        var isShort = visible.Length < 3000;
        if (PageTexts.First(heading, PageTexts.Challenge) is { } challenge || (isShort && (challenge = PageTexts.First(visible, PageTexts.Challenge)) is not null))
        {
            return Reject(RejectionReason.BotChallenge, 0.95, "The page is a challenge for robots.", EvidenceMethod.Text, null, challenge);
        }

        if (scan.Challenge is not null && body.Length < 300)
        {
            return Reject(RejectionReason.BotChallenge, 0.9, "The page carries a known robot challenge.", EvidenceMethod.Html, scan.Challenge, null);
        }

        if (PageTexts.First(heading, PageTexts.NotFound) is { } missing && !SaysArticle(scan, graph))
        {
            return Reject(RejectionReason.SoftNotFound, 0.92, "The page says that there is no such page.", EvidenceMethod.Html, "title", missing);
        }

        if (PageTexts.First(heading, PageTexts.Error) is { } error && !SaysArticle(scan, graph))
        {
            return Reject(RejectionReason.ErrorPage, 0.9, "The page reports an error.", EvidenceMethod.Html, "title", error);
        }

        if (PageTexts.First(heading + "\n" + (isShort ? visible : ""), PageTexts.Parked) is { } parked && !SaysArticle(scan, graph))
        {
            return Reject(RejectionReason.ParkedDomain, 0.9, "The domain is parked or for sale.", EvidenceMethod.Text, null, parked);
        }

        if (isShort && body.Length < 400 && !SaysArticle(scan, graph))
        {
            if (PageTexts.First(visible, PageTexts.NotFound) is { } absent && absent != "404" && absent != "not found")
            {
                return Reject(RejectionReason.SoftNotFound, 0.8, "The text says that there is no such page.", EvidenceMethod.Text, null, absent);
            }

            if (PageTexts.First(visible, PageTexts.Error) is { } failure)
            {
                return Reject(RejectionReason.ErrorPage, 0.75, "The text reports an error.", EvidenceMethod.Text, null, failure);
            }
        }

        if (IsSearch(page.Url, heading) is { } search)
        {
            return search;
        }

        var consent = PageTexts.Count(visible, PageTexts.Consent);
        if (isShort && (consent >= 4 || (consent >= 2 && visible.Length < 600)) && consent * 220 > visible.Length)
        {
            return Reject(RejectionReason.CookieWall, 0.85, "The page is a consent dialogue.", EvidenceMethod.Text, null, Number(consent) + " phrases of consent");
        }

        if (scan.PasswordFields > 0 && body.Length < 400 && PageTexts.Count(visible, PageTexts.Login) >= 2 && !SaysArticle(scan, graph))
        {
            return Reject(RejectionReason.Login, 0.85, "The page asks to sign in.", EvidenceMethod.Html, "input[type=password]", null);
        }

        var paid = graph.Article?.TextOf("isAccessibleForFree") is { } free && free.Equals("false", StringComparison.OrdinalIgnoreCase);
        if (body.Length < 350 && (CompletenessReader.OffersSubscription(scan, body) || (paid && PageTexts.Count(visible, PageTexts.Subscribe) >= 1) || (body.Length < 250 && isShort && PageTexts.Count(visible, PageTexts.Subscribe) >= 3)))
        {
            return Reject(RejectionReason.PaywallStub, 0.8, "The page has a subscription offer and next to no text.", EvidenceMethod.Text, null, Number((int)body.Length) + " characters");
        }

        if (body.Length < 140 && scan.Scripts > 0 && (PageTexts.First(scan.NoScript + "\n" + visible, PageTexts.Script) is not null || (visible.Length < 200 && scan.Scripts >= 2)))
        {
            return Reject(RejectionReason.AppShell, 0.8, "The page's text arrives by script.", EvidenceMethod.Html, "script", Number(scan.Scripts) + " scripts");
        }

        return visible.Trim().Length == 0 ? Reject(RejectionReason.Empty, 0.9, "The page shows no text.", EvidenceMethod.Html, null, null) : null;
    }

    private static PageRejection? Index(PageScan scan, JsonLdGraph graph, Page page, BodySelection body)
    {
        if (scan.Containers.Count == 0)
        {
            return null;
        }

        var whole = scan.Containers[0];
        var share = whole.Length == 0 ? 0 : body.Length / whole.Length;
        var linkShare = whole.Length == 0 ? 0 : whole.Linked / whole.Length;
        // A host under .invalid (RFC 2606) stands for an address that nobody knows.
        var front = page.Url.AbsolutePath.Length <= 1 && page.Url.Query.Length == 0 && !page.Url.Host.EndsWith(".invalid", StringComparison.Ordinal);
        var articles = scan.Containers.Count(static container => container.Tag == "article");
        var website = string.Equals(scan.MetaOf("og:type"), "website", StringComparison.OrdinalIgnoreCase);
        var score = (front ? 0.45 : 0) + (graph.IsCollection ? 0.3 : 0) + (articles >= 6 ? 0.2 : 0) + (website ? 0.1 : 0) + (graph.ListedArticles >= 4 ? 0.15 : 0)
            + (body.Length < 400 ? 0.2 : body.Length < 900 ? 0.1 : -0.1) + (share < 0.15 ? 0.15 : share > 0.5 ? -0.2 : 0) + (linkShare > 0.6 ? 0.15 : 0)
            + (LongestRun(scan, body) > 400 ? -0.3 : 0) + (scan.Teasers >= 6 ? 0.3 : scan.Teasers >= 3 ? 0.15 : 0) + (!front && IsSectionPath(page.Url) ? 0.15 : 0)
            + (SaysArticle(scan, graph) ? -0.6 : 0) + (body.Length > 2500 ? -0.2 : 0);
        return score >= 0.5 && scan.Blocks.Count >= 8
            ? Reject(RejectionReason.IndexPage, Math.Min(0.95, score), "The page lists other pages.", EvidenceMethod.Html, null,
                string.Create(CultureInfo.InvariantCulture, $"{linkShare:P0} of the text is links, {articles} article elements"))
            : null;
    }

    /// <summary>
    /// Characters of the longest stretch of kept text under one parent: summaries of other articles stand each in its own card.
    /// </summary>
    private static double LongestRun(PageScan scan, BodySelection body)
    {
        double longest = 0, run = 0;
        var parent = -1;
        foreach (var index in body.Kept)
        {
            var block = scan.Blocks[index];
            var up = scan.Containers[block.Container].Parent;
            run = up == parent ? run + block.Length : block.Length;
            parent = up;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>Whether an address is shaped as a section's: a folder, at most two deep, of single words.</summary>
    private static bool IsSectionPath(Uri url)
    {
        var path = url.AbsolutePath;
        if (path.Length is < 3 or > 40 || path[^1] != '/' || url.Query.Length > 0 || path.AsSpan().Count('/') > 3)
        {
            return false;
        }

        foreach (var c in path)
        {
            if (!char.IsAsciiLetter(c) && c != '/')
            {
                return false;
            }
        }

        return true;
    }

    private static PageRejection? TooShort(PageScan scan, JsonLdGraph graph, BodySelection body, ExtractionOptions options) =>
        body.Length < (SaysArticle(scan, graph) ? options.MinTextLength / 3 : options.MinTextLength)
            ? Reject(RejectionReason.TooShort, 0.7, "The page has too little running text.", EvidenceMethod.Body, null, Number((int)body.Length) + " characters")
            : null;

    private static PageRejection? IsSearch(Uri url, string heading)
    {
        var query = url.Query;
        var path = url.AbsolutePath;
        var asked = query.Contains("?q=", StringComparison.OrdinalIgnoreCase) || query.Contains("&q=", StringComparison.OrdinalIgnoreCase) || query.Contains("query=", StringComparison.OrdinalIgnoreCase)
            || query.Contains("?s=", StringComparison.Ordinal) || query.Contains("search=", StringComparison.OrdinalIgnoreCase) || query.Contains("keyword=", StringComparison.OrdinalIgnoreCase);
        var named = path.Contains("/search", StringComparison.OrdinalIgnoreCase) || path.Contains("/suche", StringComparison.OrdinalIgnoreCase) || path.Contains("/recherche", StringComparison.OrdinalIgnoreCase)
            || path.Contains("/buscar", StringComparison.OrdinalIgnoreCase) || path.Contains("/busca", StringComparison.OrdinalIgnoreCase);
        var said = PageTexts.First(heading, PageTexts.Search);
        return (asked ? 1 : 0) + (named ? 1 : 0) + (said is null ? 0 : 1) >= 2
            ? Reject(RejectionReason.SearchResult, 0.85, "The page lists search results.", EvidenceMethod.Url, null, said ?? query)
            : null;
    }

    /// <summary>Whether the publisher calls the page an article.</summary>
    private static bool SaysArticle(PageScan scan, JsonLdGraph graph) =>
        (graph.Article is { } article && article.HasType(JsonLdGraph.IsArticleType) && article["datePublished"] is not null)
        || string.Equals(scan.MetaOf("og:type"), "article", StringComparison.OrdinalIgnoreCase) || scan.MetaOf("article:published_time") is not null;

    private static string Visible(PageScan scan)
    {
        var text = new StringBuilder();
        foreach (var block in scan.Blocks)
        {
            text.Append(block.Text).Append('\n');
            if (text.Length > 4000)
            {
                break;
            }
        }

        return text.ToString();
    }

    private static string Kept(PageScan scan, BodySelection body, int max)
    {
        var text = new StringBuilder();
        for (var i = 0; i < body.Kept.Count && text.Length < max; i++)
        {
            text.Append(scan.Blocks[body.Kept[i]].Text).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static PageRejection Reject(RejectionReason reason, double score, string explanation, EvidenceMethod method, string? place, string? raw) =>
        new(reason, score, explanation, [new(method, place, raw is { Length: > 200 } ? raw[..200] : raw, score)]);
}
