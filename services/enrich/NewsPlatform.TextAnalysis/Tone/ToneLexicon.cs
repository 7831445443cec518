using System.Globalization;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Tone;

/// <summary>
/// The VADER lexicon and its rules for negation and degree (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment
/// Analysis of Social Media Text", 2014). English only.
/// </summary>
internal static class ToneLexicon
{
    private const double Negated = -0.74;
    private const double Booster = 0.293;
    private const double NormalisingAlpha = 15;

    private static readonly string[] Negations =
    [
        "not", "no", "never", "none", "nor", "neither", "without", "hardly", "cannot", "can't", "don't", "doesn't", "didn't", "won't", "isn't", "wasn't", "aren't", "weren't", "wouldn't",
        "shouldn't", "couldn't", "hasn't", "haven't", "can’t", "don’t", "doesn’t", "didn’t", "won’t", "isn’t", "wasn’t", "aren’t", "weren’t", "wouldn’t", "shouldn’t", "couldn’t",
    ];

    private static readonly string[] Boosters =
    [
        "very", "extremely", "deeply", "highly", "hugely", "most", "more", "especially", "completely", "totally", "absolutely", "particularly", "really", "so", "utterly", "greatly",
    ];

    private static readonly string[] Dampers =
    [
        "slightly", "somewhat", "partly", "barely", "marginally", "less", "almost", "kind", "sort",
    ];

    private static readonly Lazy<Dictionary<string, ToneWord>> Words = new(Load);

    /// <summary>The valence of each token of a text with what stands before it in its sentence, about -4 to 4; 0 for neutral ones.</summary>
    public static double[] Valences(TextView view)
    {
        var lexicon = Words.Value;
        var words = view.Words.Each(word => lexicon.GetValueOrDefault(word));
        var valences = new double[view.Tokens.Count];
        for (var i = 0; i < valences.Length; i++)
        {
            if (words[view.Words.WordOf(i)].Valence is not 0 and var valence)
            {
                valences[i] = InPlace(view, words, i, valence);
            }
        }

        return valences;
    }

    /// <summary>Brings a sum of valences to -1 … 1.</summary>
    public static double Normalise(double sum) => sum / Math.Sqrt(sum * sum + NormalisingAlpha);

    private static double InPlace(TextView view, ToneWord[] words, int token, double valence)
    {
        var first = view.Sentences[view.SentenceOf(token)].FirstToken;
        for (var i = token - 1; i >= Math.Max(first, token - 3); i--)
        {
            var near = 1 - 0.05 * (token - 1 - i);
            switch (words[view.Words.WordOf(i)].Role)
            {
                case ToneRole.Negation:
                    return valence * Negated;
                case ToneRole.Booster:
                    valence += Math.Sign(valence) * Booster * near;
                    break;
                case ToneRole.Damper:
                    valence -= Math.Sign(valence) * Booster * near;
                    break;
            }
        }

        return valence;
    }

    private static Dictionary<string, ToneWord> Load()
    {
        var words = new Dictionary<string, ToneWord>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("valences.txt"))
        {
            var space = line.IndexOf(' ');
            words.Add(line[..space], new ToneWord(double.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture), ToneRole.None));
        }

        Add(Negations, ToneRole.Negation);
        Add(Boosters, ToneRole.Booster);
        Add(Dampers, ToneRole.Damper);
        return words;

        void Add(string[] those, ToneRole role)
        {
            foreach (var word in those)
            {
                words[word] = words.GetValueOrDefault(word) with { Role = role };
            }
        }
    }
}
