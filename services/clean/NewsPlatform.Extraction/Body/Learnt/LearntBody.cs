namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Lets the model have the last word on what the rules chose.</summary>
internal static class LearntBody
{
    // A page of fewer blocks is an article with hardly anything around it. The rules do for that, and the trees have seen few.
    private const int MinBlocks = 30;

    // Nor has any article this many; what is told of each block would take too much room.
    private const int MaxBlocks = 20_000;

    // One hopeless cell does not condemn a table.
    private const float LeastPooled = -4;

    /// <summary>Chooses the article's blocks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scan">The page, with weights applied.</param>
    /// <param name="rules">What the rules chose.</param>
    /// <param name="title">The article's title.</param>
    /// <param name="description">The page's summary of the article; empty without.</param>
    public static BodySelection Choose(BodyModel model, PageScan scan, BodySelection rules, string title, string description)
    {
        if (rules.Root < 0 || scan.Blocks.Count is < MinBlocks or > MaxBlocks)
        {
            return rules;
        }

        var scores = model.Score(scan, rules, title, description);
        // What stands in the next article is likely one; what is the publisher's message or leads away by its words is no matter of likelihood.
        var (next, end) = (BlockFilter.NextArticle(scan, rules.Root, title, alike: true), scan.Containers[rules.Root].EndBlock);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = scan.Blocks[i].IsFurniture || (i >= next && i < end) || IsLeadAway(scan, i) ? BodyModel.Never : scores[i];
        }

        Pool(scan, scores);
        // A model that finds next to nothing where the rules find an article is out of its depth.
        var above = Subheads.Complete(scan, rules.Kept, Bounded(model, rules, scores));
        var kept = above.Count == 0 || Length(scan, above) < rules.Length * 0.1 ? rules.Kept : above;
        kept = DoubtfulBody.Or(scan, scores, kept);
        return kept == rules.Kept ? rules with { Scores = scores } : new(Root(scan, kept), kept, Length(scan, kept)) { Scores = scores };
    }

    /// <summary>Whether a line among the paragraphs leads to another page: it says so, or is the headline there, all of it a link. Several below one another are a list of the text's.</summary>
    private static bool IsLeadAway(PageScan scan, int index)
    {
        var block = scan.Blocks[index];
        return block.LinkDensity > 0.25 && scan.Containers[block.Container].Tag == "p"
            && (ChromePhrases.IsChrome(block.Text, block.LinkDensity) || (IsLink(scan, index) && !IsLink(scan, index - 1) && !IsLink(scan, index + 1)));
    }

    private static bool IsLink(PageScan scan, int index) =>
        index >= 0 && index < scan.Blocks.Count && scan.Blocks[index] is { LinkDensity: > 0.95, Length: >= 40 and < 240 } block && scan.Containers[block.Container].Tag == "p" && !TextMeasure.EndsSentence(block.Text);

    private static double Length(PageScan scan, IReadOnlyList<int> kept)
    {
        double length = 0;
        foreach (var i in kept)
        {
            length += scan.Blocks[i].Length;
        }

        return length;
    }

    /// <summary>The blocks above the bound for what the rules chose, or for what they left out.</summary>
    private static List<int> Bounded(BodyModel model, BodySelection rules, float[] scores)
    {
        var kept = new List<int>();
        var next = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var chosen = next < rules.Kept.Count && rules.Kept[next] == i;
            next += chosen ? 1 : 0;
            if (scores[i] >= (chosen ? model.Keep : model.Add))
            {
                kept.Add(i);
            }
        }

        return kept;
    }

    /// <summary>A table or list is the article or is not: all its blocks get their mean, longer ones counting more.</summary>
    private static void Pool(PageScan scan, float[] scores)
    {
        var whole = new int[scores.Length];
        var sums = new Dictionary<int, (double Score, double Length)>();
        for (var i = 0; i < scores.Length; i++)
        {
            var container = scan.Blocks[i].Container;
            whole[i] = scores[i] == BodyModel.Never ? -1 : BlockFilter.InTable(scan, container) is var table and >= 0 ? table : BlockFilter.InList(scan, container);
            if (whole[i] >= 0)
            {
                var (score, length) = sums.GetValueOrDefault(whole[i]);
                sums[whole[i]] = (score + (Math.Max(scores[i], LeastPooled) * scan.Blocks[i].Length), length + scan.Blocks[i].Length);
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = whole[i] < 0 ? scores[i] : (float)(sums[whole[i]].Score / sums[whole[i]].Length);
        }
    }

    /// <summary>The innermost container that holds nearly all of the text.</summary>
    private static int Root(PageScan scan, IReadOnlyList<int> kept)
    {
        var inside = new double[scan.Containers.Count];
        double all = 0;
        foreach (var i in kept)
        {
            inside[scan.Blocks[i].Container] += scan.Blocks[i].Length;
            all += scan.Blocks[i].Length;
        }

        var root = 0;
        for (var i = inside.Length - 1; i > 0; i--)
        {
            inside[scan.Containers[i].Parent] += inside[i];
        }

        for (var i = 1; i < inside.Length; i++)
        {
            // Children come behind their parents: the last that holds enough is the innermost.
            root = inside[i] >= all * 0.95 && scan.Containers[i].Parent == root ? i : root;
        }

        return root;
    }
}
