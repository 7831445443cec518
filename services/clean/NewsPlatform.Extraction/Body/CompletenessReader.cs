using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.Extraction.Body;

/// <summary>Tells whether a part of the article is missing.</summary>
internal static class CompletenessReader
{
    /// <summary>How much of the article the page gives.</summary>
    public static Completeness Read(PageScan scan, JsonLdGraph graph, BodySelection body)
    {
        var offered = OffersSubscription(scan, body);
        var paid = IsPaid(graph);
        if (offered || (paid && body.Length < 1500))
        {
            return Completeness.PaywalledPart;
        }

        return body.Kept.Count > 0 && scan.Blocks[body.Kept[^1]].Text.EndsWith("...", StringComparison.Ordinal) && body.Length < 800
            ? Completeness.Truncated
            : paid ? Completeness.Unknown : Completeness.Full;
    }

    /// <summary>Whether the publisher says that the article must be paid for.</summary>
    public static bool IsPaid(JsonLdGraph graph) =>
        graph.Article?.TextOf("isAccessibleForFree") is { } free && free.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a subscription offer stands at the end of the text or right behind it.</summary>
    public static bool OffersSubscription(PageScan scan, BodySelection body)
    {
        // What text follows is no gate.
        var from = body.Kept.Count == 0 ? 0 : Math.Max(body.Kept[0], body.Kept[^1] - 3);
        var to = body.Kept.Count == 0 ? scan.Blocks.Count : Math.Min(scan.Blocks.Count, body.Kept[^1] + 8);
        for (var i = from; i < to; i++)
        {
            var text = scan.Blocks[i].Text;
            if (text.Length > 300)
            {
                continue;
            }

            if (PageTexts.Gate.MayBeIn(text) && PageTexts.Gate.Find(JudgedText.Fold(text)) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
