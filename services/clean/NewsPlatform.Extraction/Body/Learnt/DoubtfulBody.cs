namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// A body for pages that the model doubts as a whole: no block comes above the bounds although many are likely together, as on pages of a
/// kind that training had little of.
/// </summary>
internal static class DoubtfulBody
{
    // The F1 below which the blocks above the bounds are expected to be the lesser part of the article.
    private const double Doubtful = 0.4;

    // The F1 below which even the best choice tells nothing: the page is no article, or all of it is like its menus.
    private const double Hopeless = 0.25;

    // The model is surer than it is right, on sites that it has not seen.
    private const double Modesty = 0.7;

    /// <summary>The likeliest blocks, as many as are expected to have the best F1 by characters, where that of what was kept is poor and theirs is not hopeless; else what was kept.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="scores">Log-odds of its blocks.</param>
    /// <param name="kept">Indexes of the blocks that were chosen, ascending.</param>
    public static IReadOnlyList<int> Or(PageScan scan, float[] scores, IReadOnlyList<int> kept)
    {
        double all = 0, found = 0, length = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            all += Expected(scan, scores, i);
        }

        foreach (var i in kept)
        {
            found += Expected(scan, scores, i);
            length += scan.Blocks[i].Length;
        }

        return F1(found, length, all) < Doubtful && Best(scan, scores, all) is { } best ? best : kept;
    }

    private static List<int>? Best(PageScan scan, float[] scores, double all)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).Where(i => scores[i] != BodyModel.Never).OrderByDescending(i => scores[i])];
        double found = 0, length = 0, best = 0;
        var count = 0;
        for (var k = 0; k < order.Length; k++)
        {
            found += Expected(scan, scores, order[k]);
            length += scan.Blocks[order[k]].Length;
            if (F1(found, length, all) is var value && value > best)
            {
                (best, count) = (value, k + 1);
            }
        }

        return best < Hopeless ? null : [.. order.Take(count).Order()];
    }

    // Characters of the article in a block.
    private static double Expected(PageScan scan, float[] scores, int block) =>
        scores[block] == BodyModel.Never ? 0 : scan.Blocks[block].Length / (1 + Math.Exp(-scores[block] * Modesty));

    private static double F1(double found, double length, double all) => length + all <= 0 ? 1 : 2 * found / (length + all);
}
