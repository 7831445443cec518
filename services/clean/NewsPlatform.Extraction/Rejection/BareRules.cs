using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Pages with nothing to read: empty ones, and shells whose text arrives by script.</summary>
internal static class BareRules
{
    // More than a name, a spinner and a line on JavaScript.
    private const double MaxShellText = 260;

    /// <summary>Nothing at all.</summary>
    public static PageRejection? Empty(JudgedPage page, bool titled) =>
        page.Scan.Blocks.Count == 0 && page.Scan.Images.Count == 0 && page.Scan.Scripts == 0 && !titled
            ? new Findings(RejectionReason.Empty, "The page shows nothing.").Add(0.99, EvidenceMethod.Html, "body", null).From(0)
            : null;

    /// <summary>An application's shell.</summary>
    public static PageRejection? Shell(JudgedPage page)
    {
        if (page.Scan.Scripts == 0 || page.Run >= 100 || page.Own >= MaxShellText || (page.SaysArticle && page.Prose > 0))
        {
            return null;
        }

        var findings = new Findings(RejectionReason.AppShell, "The page's text arrives by script.")
            .AddIf(page.Own < 60, page.Own < 10 ? 0.45 : 0.3, EvidenceMethod.Html, "body", Findings.Number(page.Own, "characters of text"))
            .Add(page.Scan.Scripts >= 2 ? 0.3 : 0.15, EvidenceMethod.Html, "script", page.Scan.Scripts + " scripts");
        foreach (var (_, evidence) in page.MarksOf("shell"))
        {
            findings.Add(evidence);
        }

        var silent = JudgedText.Fold(page.Scan.NoScript);
        if (PageTexts.Script.MayBeIn(silent) || silent.Contains("javascript", StringComparison.Ordinal))
        {
            findings.Add(0.6, EvidenceMethod.Html, "noscript", page.Scan.NoScript);
        }

        NoticeRules.Sentence(page, PageTexts.Script, findings, 0.5);
        return findings.From(0.55);
    }

    /// <summary>No text, and nothing that would bring it.</summary>
    public static PageRejection? Blank(JudgedPage page) =>
        page.Scan.Blocks.TrueForAll(static block => string.IsNullOrWhiteSpace(block.Text))
            ? new Findings(RejectionReason.Empty, "The page shows no text.").Add(0.9, EvidenceMethod.Html, "body", null).From(0)
            : null;
}
