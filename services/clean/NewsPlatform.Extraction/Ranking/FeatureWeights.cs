using System.Globalization;

namespace NewsPlatform.Extraction.Ranking;

/// <summary>The learnt weights of the features by which the candidates for one field are ranked: a linear score, made shares by exponents.</summary>
/// <typeparam name="TFeature">What is measured: an enumeration from 0 without gaps, whose names are those of the weights file.</typeparam>
internal sealed class FeatureWeights<TFeature>
    where TFeature : struct, Enum
{
    private readonly float[] values = new float[Enum.GetValues<TFeature>().Length];

    /// <summary>Reads lines of a feature's name, a tab and its weight; '#' starts a comment.</summary>
    /// <exception cref="ArgumentException">A name is not that of a feature.</exception>
    /// <exception cref="FormatException">A weight is no number.</exception>
    public static FeatureWeights<TFeature> Read(TextReader reader)
    {
        var weights = new FeatureWeights<TFeature>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var tab = line.IndexOf('\t', StringComparison.Ordinal);
                weights.values[Convert.ToInt32(Enum.Parse<TFeature>(line.AsSpan(0, tab)), CultureInfo.InvariantCulture)] = float.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture);
            }
        }

        return weights;
    }

    /// <summary>Reads a file that is embedded in the library.</summary>
    public static FeatureWeights<TFeature> Embedded(string name)
    {
        using var stream = typeof(FeatureWeights<TFeature>).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The resource " + name + " is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }

    /// <summary>The score of a candidate; more is better.</summary>
    public double Score(float[] features)
    {
        double score = 0;
        for (var i = 0; i < values.Length; i++)
        {
            score += values[i] * features[i];
        }

        return score;
    }

    /// <summary>Scores the candidates and turns the scores into shares that add up to one.</summary>
    public void Apply<TCandidate>(List<TCandidate> candidates)
        where TCandidate : IRanked
    {
        double sum = 0;
        foreach (var candidate in candidates)
        {
            candidate.Score = Math.Exp(Math.Clamp(Score(candidate.Features), -30, 30));
            sum += candidate.Score;
        }

        foreach (var candidate in candidates)
        {
            candidate.Score /= sum;
        }
    }
}
