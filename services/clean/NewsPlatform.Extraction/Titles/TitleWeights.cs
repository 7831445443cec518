using System.Globalization;

namespace NewsPlatform.Extraction.Titles;

/// <summary>The learnt weights of the features; see title-weights.md beside the file.</summary>
internal sealed class TitleWeights
{
    private readonly float[] values = new float[TitleCandidate.FeatureCount];

    /// <summary>The weights that the library ships.</summary>
    public static TitleWeights Default { get; } = Embedded();

    /// <summary>Reads lines of a feature's name, a tab and its weight; '#' starts a comment.</summary>
    public static TitleWeights Read(TextReader reader)
    {
        var weights = new TitleWeights();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var tab = line.IndexOf('\t', StringComparison.Ordinal);
                weights.values[(int)Enum.Parse<TitleFeature>(line.AsSpan(0, tab))] = float.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture);
            }
        }

        return weights;
    }

    /// <summary>Scores the candidates and turns the scores into shares that add up to one.</summary>
    public void Apply(List<TitleCandidate> candidates)
    {
        double sum = 0;
        foreach (var candidate in candidates)
        {
            double score = 0;
            for (var i = 0; i < values.Length; i++)
            {
                score += values[i] * candidate.Features[i];
            }

            candidate.Score = Math.Exp(Math.Clamp(score, -30, 30));
            sum += candidate.Score;
        }

        foreach (var candidate in candidates)
        {
            candidate.Score /= sum;
        }
    }

    private static TitleWeights Embedded()
    {
        using var stream = typeof(TitleWeights).Assembly.GetManifestResourceStream("title-weights.tsv")
            ?? throw new InvalidOperationException("The resource title-weights.tsv is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
