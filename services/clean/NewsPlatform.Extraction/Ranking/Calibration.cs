using System.Globalization;

namespace NewsPlatform.Extraction.Ranking;

/// <summary>
/// Turns what a reader holds of its choice into how often such a choice was right on pages that were not trained on. See calibration.md.
/// </summary>
internal sealed class Calibration
{
    /// <summary>How many grades of support are told apart.</summary>
    public const int Grades = 3;

    // Nothing is ever quite sure.
    private const double Least = 0.01;
    private const double Most = 0.99;

    private readonly Dictionary<(string Field, int Grade), List<(double Raw, double Right)>> curves = [];

    /// <summary>The curves that the library ships.</summary>
    public static Calibration Default { get; } = Embedded();

    /// <summary>Reads lines of a field, a grade, a raw value and how often it was right, divided by tabs, raw values rising; '#' starts a comment.</summary>
    /// <exception cref="FormatException">A number is none.</exception>
    public static Calibration Read(TextReader reader)
    {
        var calibration = new Calibration();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split('\t');
            var key = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
            if (!calibration.curves.TryGetValue(key, out var curve))
            {
                calibration.curves[key] = curve = [];
            }

            curve.Add((double.Parse(parts[2], CultureInfo.InvariantCulture), double.Parse(parts[3], CultureInfo.InvariantCulture)));
        }

        return calibration;
    }

    /// <summary>The confidence of a choice: straight lines between the curve's points, its ends held.</summary>
    /// <param name="field">The field.</param>
    /// <param name="grade">How many kinds of witnesses say it: 0 for one, 1 for two, 2 for more.</param>
    /// <param name="raw">What its reader holds of it, 0 to 1.</param>
    public double Of(string field, int grade, double raw)
    {
        if (!curves.TryGetValue((field, Math.Clamp(grade, 0, Grades - 1)), out var curve))
        {
            return Round(raw);
        }

        for (var i = 0; i < curve.Count; i++)
        {
            if (raw > curve[i].Raw)
            {
                continue;
            }

            if (i == 0)
            {
                break;
            }

            var (left, right) = (curve[i - 1], curve[i]);
            var way = right.Raw > left.Raw ? (raw - left.Raw) / (right.Raw - left.Raw) : 1;
            return Round(left.Right + (way * (right.Right - left.Right)));
        }

        return Round(raw <= curve[0].Raw ? curve[0].Right : curve[^1].Right);
    }

    /// <summary>The confidence of a candidate that lost: its part of what the winner leaves.</summary>
    /// <param name="share">Its share.</param>
    /// <param name="top">The winner's share.</param>
    /// <param name="confidence">The winner's confidence.</param>
    public static double Rest(double share, double top, double confidence) => Round(top >= 1 ? Least : Math.Min(share / (1 - top) * (1 - confidence), confidence));

    private static double Round(double value) => Math.Round(Math.Clamp(value, Least, Most), 3);

    private static Calibration Embedded()
    {
        using var stream = typeof(Calibration).Assembly.GetManifestResourceStream("calibration.tsv")
            ?? throw new InvalidOperationException("The resource calibration.tsv is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
