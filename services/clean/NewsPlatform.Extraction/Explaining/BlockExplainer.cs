using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Extraction.Explaining;

/// <summary>Says of each block of a page why it is the article or is not.</summary>
internal static class BlockExplainer
{
    private const int MaxText = 2000;

    /// <summary>Explains the blocks.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="rules">What the rules chose.</param>
    /// <param name="chosen">What was chosen in the end.</param>
    public static List<ExplainedBlock> Explain(PageScan scan, BodySelection rules, BodySelection chosen)
    {
        var (byRules, kept) = (new HashSet<int>(rules.Kept), new HashSet<int>(chosen.Kept));
        var blocks = new List<ExplainedBlock>(scan.Blocks.Count);
        for (var i = 0; i < scan.Blocks.Count; i++)
        {
            var block = scan.Blocks[i];
            var score = chosen.Scores is { } scores && scores[i] > BodyModel.Never ? 1 / (1 + Math.Exp(-scores[i])) : (double?)null;
            var (role, reason) = Of(scan, i, byRules.Contains(i), kept.Contains(i), rules);
            blocks.Add(new(block.Text.Length > MaxText ? block.Text[..MaxText] + "…" : block.Text, scan.Containers[block.Container].Name, role, score, reason));
        }

        return blocks;
    }

    private static (BlockRole Role, string Reason) Of(PageScan scan, int i, bool byRules, bool kept, BodySelection rules)
    {
        var block = scan.Blocks[i];
        var container = scan.Containers[block.Container];
        if (kept)
        {
            return byRules ? (BlockRole.Article, block.Agreement > 0.6 ? "chosen; the publisher's own copy of the text has it" : "chosen")
                : (BlockRole.Added, "left out by the rules, added by the model");
        }

        return byRules ? (BlockRole.Dropped, "chosen by the rules, dropped by the model")
            : block.IsFurniture ? (BlockRole.Message, "the publisher's message by its words, or printed more than once")
            : container.Excluded ? (BlockRole.Furniture, Excluder(scan, block.Container))
            : block.Hints.Any(ElementHint.Hidden) ? (BlockRole.Furniture, "not shown")
            : block.LinkDensity > 0.6 ? (BlockRole.Other, "mostly links")
            : container.Labels != ElementHint.None ? (BlockRole.Other, "a label: byline, date or caption")
            : rules.Root >= 0 && (i < scan.Containers[rules.Root].FirstBlock || i >= scan.Containers[rules.Root].EndBlock) ? (BlockRole.Other, "outside the element that holds the article")
            : (BlockRole.Other, "no running text of the article");
    }

    private static string Excluder(PageScan scan, int container)
    {
        for (var up = container; up >= 0; up = scan.Containers[up].Parent)
        {
            var around = scan.Containers[up];
            if (around.Own.Any(ElementHint.Excluded) && (around.Parent < 0 || !scan.Containers[around.Parent].Excluded))
            {
                return $"inside {around.Name} ({around.Own & ElementHint.Excluded})";
            }
        }

        return "a box of the publisher's, or a teaser of another article";
    }
}
