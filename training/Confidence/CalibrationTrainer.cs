using System.Globalization;
using System.Text;
using NewsPlatform.Extraction.Ranking;
using NewsPlatform.Training.Ranking;

namespace NewsPlatform.Training.Confidence;

/// <summary>
/// Learns how often choices are right: an isotonic curve for each field and grade of support (pool adjacent violators over groups of at least
/// twenty choices), drawn to the field's own curve where there are few.
/// </summary>
internal static class CalibrationTrainer
{
    private const int Folds = 10;
    private const int LeastInGroup = 20;

    // So many choices of a grade weigh as much as the field's curve.
    private const double Prior = 15;

    /// <summary>The lines of the curves.</summary>
    public static string Train(IReadOnlyList<Choice> choices)
    {
        var text = new StringBuilder("# Learnt by training/Confidence; see calibration.md.\n");
        foreach (var field in choices.GroupBy(choice => choice.Field))
        {
            var whole = Isotonic([.. field], static (_, right, count) => right / count);
            for (var grade = 0; grade < Calibration.Grades; grade++)
            {
                var own = field.Where(choice => choice.Grade == grade).ToList();
                var curve = own.Count < LeastInGroup ? whole : Isotonic(own, (raw, right, count) => (right + (Prior * At(whole, raw))) / (count + Prior));
                foreach (var (raw, right) in curve)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{field.Key}\t{grade}\t{raw:0.####}\t{right:0.####}\n");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Learns from nine sites of ten and looks at the tenth, in turn; prints how often each tenth of confidence was right.</summary>
    public static void Check(IReadOnlyList<Choice> choices)
    {
        var asked = new List<(Choice Choice, double Confidence)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var calibration = Calibration.Read(new StringReader(Train([.. choices.Where(choice => RankedPage.Fold(choice.Site, Folds) != fold)])));
            asked.AddRange(choices.Where(choice => RankedPage.Fold(choice.Site, Folds) == fold).Select(choice => (choice, calibration.Of(choice.Field, choice.Grade, choice.Raw))));
        }

        foreach (var field in asked.GroupBy(one => one.Choice.Field))
        {
            Print($"{field.Key}: {field.Count()} choices, right {Share(field):F3}, held {field.Average(one => one.Confidence):F3}, expected error {Error(field):F3} (uncalibrated {Error(field.Select(one => (one.Choice, one.Choice.Raw))):F3})");
            foreach (var bin in field.GroupBy(Bin).OrderBy(bin => bin.Key))
            {
                Print($"  {bin.Key / 20.0:F2}-{(bin.Key + 1) / 20.0:F2}: {bin.Count(),5} choices, held {bin.Average(one => one.Confidence):F3}, right {Share(bin):F3}");
            }

            var sure = field.Where(one => one.Confidence >= 0.9).ToList();
            Print($"  at .9 and more: {sure.Count} choices, right {Share(sure):F3}");
        }
    }

    private static double Share(IEnumerable<(Choice Choice, double Confidence)> asked) => asked.Select(one => one.Choice.Right ? 1.0 : 0).DefaultIfEmpty().Average();

    private static int Bin((Choice Choice, double Confidence) one) => Math.Min(19, (int)(one.Confidence * 20));

    /// <summary>How far the bins' confidence is from how often they are right, on average over the choices.</summary>
    private static double Error(IEnumerable<(Choice Choice, double Confidence)> asked)
    {
        var all = asked.ToList();
        return all.GroupBy(Bin).Sum(bin => Math.Abs(bin.Sum(one => one.Confidence) - bin.Count(one => one.Choice.Right))) / all.Count;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static double At(List<(double Raw, double Right)> curve, double raw)
    {
        for (var i = 1; i < curve.Count; i++)
        {
            if (raw <= curve[i].Raw)
            {
                var (left, right) = (curve[i - 1], curve[i]);
                return raw <= left.Raw ? left.Right : left.Right + ((raw - left.Raw) / (right.Raw - left.Raw) * (right.Right - left.Right));
            }
        }

        return curve[^1].Right;
    }

    private static List<(double Raw, double Right)> Isotonic(List<Choice> choices, Func<double, double, double, double> estimate)
    {
        var sorted = choices.OrderBy(choice => choice.Raw).ToList();
        var pools = new List<(double Raw, double Right, double Count)>();
        for (var i = 0; i < sorted.Count;)
        {
            var end = Math.Min(sorted.Count, i + LeastInGroup);
            end = sorted.Count - end < LeastInGroup / 2 ? sorted.Count : end;

            // Choices held alike are not parted.
            while (end < sorted.Count && sorted[end].Raw == sorted[end - 1].Raw)
            {
                end++;
            }

            var group = sorted[i..end];
            pools.Add((group.Sum(choice => choice.Raw), group.Count(choice => choice.Right), group.Count));
            i = end;
            while (pools.Count > 1 && Value(pools[^2]) >= Value(pools[^1]))
            {
                var (left, right) = (pools[^2], pools[^1]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((left.Raw + right.Raw, left.Right + right.Right, left.Count + right.Count));
            }
        }

        return [.. pools.Select(pool => (pool.Raw / pool.Count, Value(pool)))];

        double Value((double Raw, double Right, double Count) pool) => estimate(pool.Raw / pool.Count, pool.Right, pool.Count);
    }
}
