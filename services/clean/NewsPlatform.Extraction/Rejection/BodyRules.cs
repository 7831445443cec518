using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>What only the found body tells: a paid article's stub, a list of other pages, too little text.</summary>
internal static class BodyRules
{
    private const double MaxStub = 350;
    private const double MaxOffer = 900;

    /// <summary>A subscription offer and next to no text.</summary>
    public static PageRejection? Paywall(JudgedPage page, BodySelection body)
    {
        if (page.Run >= MaxStub + 150 || body.Length >= MaxStub + MaxOffer || Unsold(page.Scan, body) is not (< MaxStub and var text))
        {
            return null;
        }

        var findings = new Findings(RejectionReason.PaywallStub, "The page has a subscription offer and next to no text.");
        // In the text or right behind it: a label elsewhere is of other articles.
        var (from, to) = body.Kept.Count == 0 || text < 60 ? (0, int.MaxValue) : (body.Kept[0] - 3, body.Kept[^1] + 8);
        var gate = page.Lines.Find(line => line.Block >= from && line.Block <= to && PageTexts.Gate.MayBeIn(line.Text) && PageTexts.Gate.Find(line.Text) is not null);
        findings.AddIf(gate is not null, 0.65, EvidenceMethod.Text, gate?.PlaceOrPath, gate?.Text);
        int words = 0, offer = -1, priced = -1;
        for (var i = 0; i < page.Lines.Count; i++)
        {
            var line = page.Lines[i].Text;
            if (PageTexts.Offer.MayBeIn(line) && PageTexts.Offer.Count(line) is var count and > 0)
            {
                words += count;
                offer = offer < 0 ? i : offer;
                // The price may stand beside the offer.
                for (var beside = Math.Max(0, i - 1); beside <= i + 1 && beside < page.Lines.Count && priced < 0; beside++)
                {
                    priced = page.Lines[beside].Text.Length < 160 && IsPriced(page.Lines[beside].Text) ? beside : -1;
                }
            }
        }

        findings.AddIf(words >= 1, words >= 3 ? 0.55 : words >= 2 ? 0.45 : 0.2, EvidenceMethod.Text, offer < 0 ? null : page.Lines[offer].PlaceOrPath, offer < 0 ? null : page.Lines[offer].Text);
        findings.AddIf(priced >= 0, 0.35, EvidenceMethod.Text, priced < 0 ? null : page.Lines[priced].PlaceOrPath, priced < 0 ? null : page.Lines[priced].Text);
        var paid = page.Graph.Article?.TextOf("isAccessibleForFree") is { } free && free.Equals("false", StringComparison.OrdinalIgnoreCase);
        findings.AddIf(paid, 0.5, EvidenceMethod.JsonLd, page.Graph.ArticlePointer + "/isAccessibleForFree", "false");
        var wall = page.Scan.Containers.Find(static container => container.Own.Any(ElementHint.Paywall) && container.EndBlock > container.FirstBlock);
        findings.AddIf(wall is not null, 0.25, EvidenceMethod.Html, wall is null ? null : ElementPlace.Of(wall.Element), wall?.Names);
        // Without a word that there is more, a prompt below a short report is a prompt.
        return gate is null && !paid && text >= 140 && page.RunBlocks >= 2 ? null : findings.From(text < 200 ? 0.62 : 0.7);
    }

    /// <summary>Too little text to be an article; less will do where the publisher or the page's form says that it is one.</summary>
    public static PageRejection? TooShort(JudgedPage page, BodySelection body, ExtractionOptions options)
    {
        var least = page.SaysArticle ? options.MinTextLength / 3 : page.HasHeadline && page.RunBlocks >= 2 ? options.MinTextLength / 2 : options.MinTextLength;
        return body.Length < least && body.Kept.Sum(index => JudgedPage.Weight(page.Scan.Blocks[index].Text)) < least
            ? ShortReason.Of(page) ?? new Findings(RejectionReason.TooShort, "The page has too little running text.")
                .Add(0.7, EvidenceMethod.Body, page.RunContainer < 0 ? null : ElementPlace.Of(page.Scan.Containers[page.RunContainer].Element), Findings.Number(body.Length, "characters; longest stretch ") + Findings.Number(page.Run, "")).From(0)
            : null;
    }

    // Characters of the body that are not the offer itself.
    private static double Unsold(PageScan scan, BodySelection body)
    {
        double length = 0;
        foreach (var index in body.Kept)
        {
            var text = scan.Blocks[index].Text;
            var sold = text.Length < 400 && (PageTexts.Gate.MayBeIn(text) || PageTexts.Offer.MayBeIn(text)) && JudgedText.Fold(text) is var folded
                && (PageTexts.Gate.Find(folded) is not null || PageTexts.Offer.Count(folded) >= 2 || (PageTexts.Offer.Find(folded) is not null && IsPriced(folded)));
            length += sold ? 0 : scan.Blocks[index].Length;
        }

        return length;
    }

    // A digit beside a currency's sign or name.
    private static bool IsPriced(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '€' or '$' or '£' or '¥' or '₽' or '₴' or '₺' or '₩' or '₹')
            {
                return text.AsSpan(Math.Max(0, i - 8), Math.Min(text.Length, i + 8) - Math.Max(0, i - 8)).ContainsAnyInRange('0', '9');
            }
        }

        return text.AsSpan().ContainsAnyInRange('0', '9')
            && (text.Contains(" euro", StringComparison.Ordinal) || text.Contains(" zł", StringComparison.Ordinal) || text.Contains(" kč", StringComparison.Ordinal) || text.Contains(" kr", StringComparison.Ordinal)
                || text.Contains("руб", StringComparison.Ordinal) || text.Contains("грн", StringComparison.Ordinal) || text.Contains("lira", StringComparison.Ordinal) || text.Contains('元', StringComparison.Ordinal) || text.Contains('円', StringComparison.Ordinal) || text.Contains('원', StringComparison.Ordinal));
    }
}
