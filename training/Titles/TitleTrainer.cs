using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Training.Titles;

/// <summary>
/// Learns the weights of title features: a linear score, made shares by exponents, that is to give as much as possible to the right
/// candidates of each page. Full-batch gradient steps from zero, so the same pages give the same weights.
/// </summary>
internal static class TitleTrainer
{
    private const int Steps = 1500;
    private const double Rate = 0.05;
    private const double Decay = 0.003;
    private const int Folds = 10;

    // Makes the shares of pages that were not trained on as sure as they are right; found by Check.
    private const double Temper = 0.8;

    // No page of the sets comes with a feed's entry: a little below Open Graph, by hand.
    private const double FeedWeight = 0.8;

    /// <summary>The weights that fit the pages.</summary>
    public static double[] Train(IReadOnlyList<TitlePage> pages)
    {
        var known = pages.Where(page => page.Right.Contains(true) && page.Right.Contains(false)).ToList();
        var weights = new double[TitleCandidate.FeatureCount];
        var (mean, square) = (new double[weights.Length], new double[weights.Length]);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = new double[weights.Length];
            foreach (var page in known)
            {
                var shares = Shares(page, weights);
                var right = shares.Where((_, i) => page.Right[i]).Sum();
                for (var i = 0; i < shares.Length; i++)
                {
                    var pull = (page.Right[i] ? shares[i] / Math.Max(right, 1e-12) : 0) - shares[i];
                    for (var f = 0; f < weights.Length; f++)
                    {
                        gradient[f] += pull * page.Features[i][f];
                    }
                }
            }

            for (var f = 0; f < weights.Length; f++)
            {
                var slope = (gradient[f] / known.Count) - (Decay * weights[f]);
                mean[f] = (0.9 * mean[f]) + (0.1 * slope);
                square[f] = (0.999 * square[f]) + (0.001 * slope * slope);
                weights[f] += Rate * (mean[f] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[f] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        weights = [.. weights.Select(weight => weight * Temper)];
        weights[(int)TitleFeature.Feed] = FeedWeight;
        return weights;
    }

    /// <summary>Writes the weights file.</summary>
    public static void Write(string output, double[] weights)
    {
        var text = new StringBuilder("# Learnt by training/Titles; see title-weights.md.\n");
        for (var f = 0; f < weights.Length; f++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(TitleFeature)f}\t{weights[f]:0.###}\n");
        }

        File.WriteAllText(output, text.ToString());
    }

    /// <summary>Trains on nine tenths of the sites and asks for the tenth, in turn; prints what is right by set and by confidence.</summary>
    public static void Check(IReadOnlyList<TitlePage> pages)
    {
        var asked = new List<(TitlePage Page, double Share, bool Right)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Train([.. pages.Where(page => Fold(page.Site) != fold)]);
            foreach (var page in pages.Where(page => Fold(page.Site) == fold))
            {
                var shares = Shares(page, weights);
                var best = shares.Length == 0 ? -1 : Array.IndexOf(shares, shares.Max());
                asked.Add((page, best < 0 ? 0 : shares[best], best >= 0 && page.Right[best]));
            }
        }

        foreach (var set in asked.GroupBy(one => one.Page.Set).Append(null))
        {
            var group = set?.ToList() ?? asked;
            Print($"{set?.Key ?? "all"}: {group.Count} pages, right {group.Average(one => one.Right ? 1.0 : 0):F3}, could be {group.Average(one => one.Page.Right.Contains(true) ? 1.0 : 0):F3}");
        }

        foreach (var bin in asked.GroupBy(one => Math.Min(9, (int)(one.Share * 10))).OrderBy(bin => bin.Key))
        {
            Print($"confidence {bin.Average(one => one.Share):F2}: {bin.Count()} pages, right {bin.Average(one => one.Right ? 1.0 : 0):F2}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static int Fold(string site) => SHA256.HashData(Encoding.UTF8.GetBytes(site))[1] % Folds;

    private static double[] Shares(TitlePage page, double[] weights)
    {
        var scores = new double[page.Features.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            for (var f = 0; f < weights.Length; f++)
            {
                scores[i] += weights[f] * page.Features[i][f];
            }
        }

        var top = scores.Length == 0 ? 0 : scores.Max();
        var sum = scores.Sum(score => Math.Exp(score - top));
        return [.. scores.Select(score => Math.Exp(score - top) / sum)];
    }
}
