using System.Globalization;
using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>
/// Decides whether a page is an article at all. One order, the first that is sure enough names the reason:
/// <list type="number">
/// <item>before anything is parsed (<see cref="ArticleExtractor"/>): too large, empty, PDF, not text, too deep;</item>
/// <item>before the body is looked for (<see cref="Early"/>): the status; nothing there; then, on pages with little running text, robot
/// challenge, parked domain, no such page, error, sign-in form, application's shell, consent dialogue; search results;</item>
/// <item>with the body (<see cref="Late"/>): paywall stub, index page, too short.</item>
/// </list>
/// Products' marks come before words, and the more running text there is, the more it takes: a long report about cookies is no
/// cookie wall. Each reason gathers signals that make each other surer (<see cref="Findings"/>).
/// </summary>
internal static class RejectionRules
{
    /// <summary>The rejection that needs no body, or null.</summary>
    /// <param name="page">The page.</param>
    /// <param name="titled">Whether it has a title.</param>
    public static PageRejection? Early(JudgedPage page, bool titled)
    {
        if (page.Page.Status is >= 400 and < 600 && !(page.SaysArticle && page.Prose >= 900))
        {
            var status = page.Page.Status.Value.ToString(CultureInfo.InvariantCulture);
            return new Findings(page.Page.Status is 404 or 410 ? RejectionReason.SoftNotFound : RejectionReason.ErrorPage, "The server answered with status " + status + ".")
                .Add(0.99, EvidenceMethod.Http, "status", status).From(0);
        }

        if (BareRules.Empty(page, titled) is { } empty)
        {
            return empty;
        }

        var notice = page.IsRich ? null
            : NoticeRules.Challenge(page) ?? NoticeRules.Parked(page) ?? NoticeRules.Missing(page) ?? NoticeRules.Error(page);
        return notice ?? DialogueRules.Login(page) ?? (page.IsRich ? null : BareRules.Shell(page)) ?? DialogueRules.Consent(page) ?? DialogueRules.Search(page);
    }

    /// <summary>The rejection for what the body is, or null for an article.</summary>
    public static PageRejection? Late(JudgedPage page, BodySelection body, ExtractionOptions options) =>
        BodyRules.Paywall(page, body) ?? BareRules.Blank(page) ?? IndexRules.Judge(page, body) ?? BodyRules.TooShort(page, body, options);

    /// <summary>The same for a page that shows little and carries the whole text in its data: that the page shows little says nothing.</summary>
    public static PageRejection? OfEmbedded(JudgedPage page, BodySelection body) => IndexRules.Judge(page, body);
}
