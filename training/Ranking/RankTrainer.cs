using System.Globalization;
using System.Text;

namespace NewsPlatform.Training.Ranking;

/// <summary>
/// Learns the weights of the features by which candidates for one field are ranked: a linear score, made shares by exponents, that is to
/// give as much as possible to the right candidates of each page. Full-batch gradient steps from zero, so the same pages give the same
/// weights.
/// </summary>
/// <typeparam name="TFeature">What is measured.</typeparam>
internal sealed class RankTrainer<TFeature>
    where TFeature : struct, Enum
{
    private const int Steps = 1500;
    private const double Rate = 0.05;
    private const int Folds = 10;
    private readonly int count = Enum.GetValues<TFeature>().Length;

    /// <summary>What keeps weights small: more for features that are seldom seen.</summary>
    public double Decay { get; init; } = 0.003;

    /// <summary>Makes the shares of pages that were not trained on as sure as they are right; found by <see cref="Check"/>.</summary>
    public double Temper { get; init; } = 1;

    /// <summary>Weights that have no training data and are set by hand.</summary>
    public IReadOnlyDictionary<TFeature, double> ByHand { get; init; } = new Dictionary<TFeature, double>();

    /// <summary>A candidate that is right by the convention of a set only: nothing is learnt from its page.</summary>
    public Func<float[], bool> Except { get; init; } = static _ => false;

    /// <summary>The weights that fit the pages.</summary>
    public double[] Train(IReadOnlyList<RankedPage> pages)
    {
        var known = pages.Where(page => page.Right.Contains(true) && page.Right.Contains(false) && !page.Features.Where((features, i) => page.Right[i] && Except(features)).Any()).ToList();
        var weights = new double[count];
        var (mean, square) = (new double[count], new double[count]);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = new double[count];
            foreach (var page in known)
            {
                var shares = Shares(page, weights);
                var right = shares.Where((_, i) => page.Right[i]).Sum();
                for (var i = 0; i < shares.Length; i++)
                {
                    var pull = (page.Right[i] ? shares[i] / Math.Max(right, 1e-12) : 0) - shares[i];
                    for (var f = 0; f < count; f++)
                    {
                        gradient[f] += pull * page.Features[i][f];
                    }
                }
            }

            for (var f = 0; f < count; f++)
            {
                var slope = (gradient[f] / known.Count) - (Decay * weights[f]);
                mean[f] = (0.9 * mean[f]) + (0.1 * slope);
                square[f] = (0.999 * square[f]) + (0.001 * slope * slope);
                weights[f] += Rate * (mean[f] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[f] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        weights = [.. weights.Select(weight => weight * Temper)];
        foreach (var (feature, weight) in ByHand)
        {
            weights[Convert.ToInt32(feature, CultureInfo.InvariantCulture)] = weight;
        }

        return weights;
    }

    /// <summary>Writes the weights file.</summary>
    /// <param name="output">The file.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="origin">What its first line says of where it comes from.</param>
    public void Write(string output, double[] weights, string origin)
    {
        var text = new StringBuilder("# ").Append(origin).Append('\n');
        for (var f = 0; f < weights.Length; f++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Enum.ToObject(typeof(TFeature), f)}\t{weights[f]:0.###}\n");
        }

        File.WriteAllText(output, text.ToString());
    }

    /// <summary>Trains on nine tenths of the sites and asks for the tenth, in turn: what is chosen on each page, with its share and whether it is right.</summary>
    public List<(RankedPage Page, double Share, bool Right, int Best)> HeldOut(IReadOnlyList<RankedPage> pages)
    {
        var asked = new List<(RankedPage Page, double Share, bool Right, int Best)>();
        foreach (var (fold, weights) in Enumerable.Range(0, Folds).AsParallel().AsOrdered().Select(fold => (fold, Train([.. pages.Where(page => RankedPage.Fold(page.Site, Folds) != fold)]))))
        {
            foreach (var page in pages.Where(page => RankedPage.Fold(page.Site, Folds) == fold))
            {
                var shares = Shares(page, weights);
                var best = shares.Length == 0 ? -1 : Array.IndexOf(shares, shares.Max());
                asked.Add((page, best < 0 ? 0 : shares[best], best >= 0 && page.Right[best], best));
            }
        }

        return asked;
    }

    /// <summary>Trains on nine tenths of the sites and asks for the tenth, in turn; prints what is right by set and by confidence.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="misses">A file for the pages that were wrong, or null.</param>
    public void Check(IReadOnlyList<RankedPage> pages, string? misses)
    {
        var asked = HeldOut(pages);
        var all = Train(pages);
        foreach (var set in asked.GroupBy(one => one.Page.Set).Append(null))
        {
            var group = set?.ToList() ?? asked;
            var trained = group.Average(one => Shares(one.Page, all) is { Length: > 0 } shares && one.Page.Right[Array.IndexOf(shares, shares.Max())] ? 1.0 : 0);
            Print($"{set?.Key ?? "all"}: {group.Count} pages, right {group.Average(one => one.Right ? 1.0 : 0):F3} (trained on all {trained:F3}), could be {group.Average(one => one.Page.Right.Contains(true) ? 1.0 : 0):F3}");
        }

        foreach (var bin in asked.GroupBy(one => Math.Min(9, (int)(one.Share * 10))).OrderBy(static bin => bin.Key))
        {
            Print($"confidence {bin.Average(one => one.Share):F2}: {bin.Count()} pages, right {bin.Average(one => one.Right ? 1.0 : 0):F2}");
        }

        if (misses is not null)
        {
            File.WriteAllLines(misses, asked.Where(one => !one.Right && one.Best >= 0).SelectMany(one => Lines(one.Page, one.Best)));
        }
    }

    private static IEnumerable<string> Lines(RankedPage page, int best)
    {
        yield return $"# {page.Set} {page.Id}";
        for (var i = 0; i < page.Values.Length; i++)
        {
            var features = page.Features[i].Select((value, f) => (value, f)).Where(one => one.value != 0).Select(one => Enum.ToObject(typeof(TFeature), one.f) + (one.value == 1 ? "" : one.value.ToString("0.##", CultureInfo.InvariantCulture)));
            yield return $"  {(i == best ? 'x' : ' ')}{(page.Right[i] ? '+' : ' ')} {page.Values[i]}  {string.Join(' ', features)}";
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static double[] Shares(RankedPage page, double[] weights)
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
