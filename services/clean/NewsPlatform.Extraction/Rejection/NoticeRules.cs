using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Pages that are a notice instead of an article: challenge, no such page, error, parked domain.</summary>
internal static class NoticeRules
{
    private static readonly System.Buffers.SearchValues<char> Quotes = System.Buffers.SearchValues.Create("«“„\"「『");

    // A notice is short; what has this much running text in one place, or several paragraphs, reports of something.
    private const double MaxRun = 300;
    private const double ReportRun = 180;
    private const int ReportBlocks = 3;

    // Unless several signals agree: some explain themselves at length.
    private const double Certain = 0.88;
    private const double MaxCertainRun = 800;

    /// <summary>A check for robots.</summary>
    public static PageRejection? Challenge(JudgedPage page)
    {
        var findings = new Findings(RejectionReason.BotChallenge, "The page is a challenge for robots.");
        foreach (var (_, evidence) in page.MarksOf("challenge"))
        {
            findings.Add(evidence);
        }

        Heading(page, PageTexts.Challenge, findings, 0.75, 0.35);
        Sentence(page, PageTexts.Challenge, findings, 0.6);
        findings.AddIf(page.Own < 250 && findings.Score > 0, 0.35, EvidenceMethod.Html, "body", Findings.Number(page.Own, "characters of text"));
        return Judge(page, findings, 0.7);
    }

    /// <summary>"Page not found" with status 200.</summary>
    public static PageRejection? Missing(JudgedPage page)
    {
        var findings = new Findings(RejectionReason.SoftNotFound, "The page says that there is no such page.");
        Heading(page, PageTexts.Missing, findings, 0.8, 0.25);
        foreach (var line in page.Headings)
        {
            if (line.Text.Length <= 14 && line.Text.Contains("404", StringComparison.Ordinal))
            {
                findings.Add(0.6, EvidenceMethod.Html, line.PlaceOrPath, line.Text);
                break;
            }
        }

        Sentence(page, PageTexts.Missing, findings, 0.62);
        return Judge(page, findings, 0.6);
    }

    /// <summary>The server failed, or refuses.</summary>
    public static PageRejection? Error(JudgedPage page)
    {
        var findings = new Findings(RejectionReason.ErrorPage, "The page reports an error.");
        Heading(page, PageTexts.Error, findings, 0.75, 0.3);
        Sentence(page, PageTexts.Error, findings, 0.5);
        findings.AddIf(page.Own < 400 && page.Teasers == 0 && findings.Score > 0, 0.3, EvidenceMethod.Html, "body", Findings.Number(page.Own, "characters of text"));
        return Judge(page, findings, 0.6);
    }

    /// <summary>A domain for sale, a registrar's or server's placeholder.</summary>
    public static PageRejection? Parked(JudgedPage page)
    {
        var findings = new Findings(RejectionReason.ParkedDomain, "The domain is parked or for sale, or its server has no site yet.");
        foreach (var (_, evidence) in page.MarksOf("parked"))
        {
            findings.Add(evidence);
        }

        Heading(page, PageTexts.Parked, findings, 0.6, 0.3);
        Sentence(page, PageTexts.Parked, findings, 0.6);
        var host = page.Page.Url.Host;
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        if (findings.Score > 0)
        {
            var named = page.Headings.Find(line => line.Text.Contains(host, StringComparison.Ordinal)) ?? page.Lines.Find(line => line.Text.Contains(host, StringComparison.Ordinal));
            findings.AddIf(named is not null, 0.4, EvidenceMethod.Html, named?.PlaceOrPath, named?.Text);
            findings.AddIf(page.Page.Url.AbsolutePath.Length <= 1, 0.3, EvidenceMethod.Url, "path", page.Page.Url.AbsolutePath);
        }

        return Judge(page, findings, 0.7);
    }

    /// <summary>Adds the heading that a phrase covers most of: all of its weight from half of the heading on.</summary>
    public static void Heading(JudgedPage page, PhraseList phrases, Findings findings, double score, double leastShare)
    {
        double best = 0;
        JudgedLine? found = null;
        foreach (var line in page.Headings)
        {
            if (line.Text.Length <= 160 && phrases.MayBeIn(line.Text) && phrases.Find(line.Text) is { } match && (double)match.Length / line.Text.Length is var share && share >= leastShare && share > best)
            {
                (best, found) = (share, line);
            }
        }

        if (found is not null)
        {
            // Who quotes the words reports of them.
            var quoted = found.Text.AsSpan().ContainsAny(Quotes);
            findings.Add(score * Math.Min(1, 0.5 + best) * (quoted ? 0.5 : 1), EvidenceMethod.Html, found.PlaceOrPath, found.Text);
        }
    }

    /// <summary>Adds the first sentences with a phrase, each less than the one before.</summary>
    public static void Sentence(JudgedPage page, PhraseList phrases, Findings findings, double score)
    {
        var count = 0;
        foreach (var line in page.Lines)
        {
            if (count < 3 && line.Text.Length <= 220 && line.BlockLength <= 500 && phrases.MayBeIn(line.Text) && phrases.Find(line.Text) is not null)
            {
                findings.Add(score / (1 << count), EvidenceMethod.Text, line.PlaceOrPath, line.Text);
                count++;
            }
        }
    }

    // Running text and the publisher's word speak against a notice.
    private static PageRejection? Judge(JudgedPage page, Findings findings, double least)
    {
        if (findings.Score < least || (page.RunBlocks >= ReportBlocks && page.Run >= ReportRun) || page.Run >= (findings.Score >= Certain ? MaxCertainRun : MaxRun))
        {
            return null;
        }

        if (page.SaysArticle)
        {
            findings.Doubt(page.Run >= 60 ? 0.35 : 0.1);
        }

        if (page.Run >= 200 && findings.Score < Certain)
        {
            findings.Doubt(0.25);
        }

        return findings.From(least);
    }
}
