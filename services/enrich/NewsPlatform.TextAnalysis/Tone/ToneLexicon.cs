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

    private static readonly Lazy<Dictionary<string, double>> Valences = new(() =>
        EmbeddedLines.Read("valences.txt").Select(l => l.Split(' ')).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal));

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations = new HashSet<string>(StringComparer.Ordinal)
    {
        "not", "no", "never", "none", "nor", "neither", "without", "hardly", "cannot", "can't", "don't", "doesn't", "didn't", "won't", "isn't", "wasn't", "aren't", "weren't", "wouldn't",
        "shouldn't", "couldn't", "hasn't", "haven't", "can’t", "don’t", "doesn’t", "didn’t", "won’t", "isn’t", "wasn’t", "aren’t", "weren’t", "wouldn’t", "shouldn’t", "couldn’t",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Boosters = new HashSet<string>(StringComparer.Ordinal)
    {
        "very", "extremely", "deeply", "highly", "hugely", "most", "more", "especially", "completely", "totally", "absolutely", "particularly", "really", "so", "utterly", "greatly",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Dampers = new HashSet<string>(StringComparer.Ordinal)
    {
        "slightly", "somewhat", "partly", "barely", "marginally", "less", "almost", "kind", "sort",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The valence of a token with what stands before it, about -4 to 4; 0 for a neutral word.</summary>
    public static double Valence(TextView view, int token, int first)
    {
        if (!Valences.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(view.LowerWord(token), out var valence))
        {
            return 0;
        }

        for (var i = token - 1; i >= Math.Max(first, token - 3); i--)
        {
            var word = view.LowerWord(i);
            if (Negations.Contains(word))
            {
                return valence * Negated;
            }

            var near = 1 - 0.05 * (token - 1 - i);
            valence += Boosters.Contains(word) ? Math.Sign(valence) * Booster * near : Dampers.Contains(word) ? -Math.Sign(valence) * Booster * near : 0;
        }

        return valence;
    }

    /// <summary>Brings a sum of valences to -1 … 1.</summary>
    public static double Normalise(double sum) => sum / Math.Sqrt(sum * sum + NormalisingAlpha);
}
