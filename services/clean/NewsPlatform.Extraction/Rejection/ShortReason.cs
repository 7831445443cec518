using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>
/// Why a page is short: single words tell a notice that says it in its own way. They are too weak to reject a page, and only name the
/// reason of one that is rejected in any case.
/// </summary>
internal static class ShortReason
{
    private const int LeastWords = 2;
    private const int MaxLines = 25;

    /// <summary>The rejection for the reason that most words speak for, or null.</summary>
    public static PageRejection? Of(JudgedPage page)
    {
        if (page.SaysArticle || page.Teasers >= 3)
        {
            return null;
        }

        var text = Text(page);
        var host = page.Page.Url.Host;
        var named = page.Page.Url.AbsolutePath.Length <= 1 && page.Headings.Exists(line => line.Text.Contains(host, StringComparison.Ordinal)) ? 2 : 0;
        (RejectionReason Reason, string Purpose, string Explanation, int Words)[] reasons =
        [
            (RejectionReason.BotChallenge, "challenge", "The few words are of a challenge for robots.", 0),
            (RejectionReason.ParkedDomain, "parked", "The few words are of a parked domain.", named),
            (RejectionReason.SoftNotFound, "missing", "The few words are of a missing page.", 0),
            (RejectionReason.ErrorPage, "error", "The few words are of an error.", 0),
        ];
        for (var i = 0; i < reasons.Length; i++)
        {
            var hints = PageTexts.Hints(reasons[i].Purpose);
            reasons[i].Words += hints.MayBeIn(text) ? hints.Count(text) : 0;
        }

        // Where as many speak for two, the rarer words come first.
        var best = reasons.MaxBy(static reason => reason.Words);
        return best.Words >= LeastWords
            ? new Findings(best.Reason, best.Explanation).Add(best.Words >= 4 ? 0.7 : 0.6, EvidenceMethod.Text, null, best.Words + " words: " + text.Trim()).From(0)
            : null;
    }

    private static string Text(JudgedPage page) =>
        string.Join('\n', page.Headings.Select(static line => line.Text).Concat(page.Lines
            .Where(line => !page.Scan.Blocks[line.Block].Hints.Any(ElementHint.Consent | ElementHint.Footer | ElementHint.Related)).Take(MaxLines).Select(static line => line.Text)));
}
