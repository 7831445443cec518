using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Keyphrases;

/// <summary>
/// Ranks runs of content words by how often and how early they occur, how rare their words are in general and whether the headline
/// has them. A phrase that only occurs within a longer one gives way to it.
/// </summary>
internal static class KeyphraseExtractor
{
    public static readonly AnnotatorRun Run = new("keyphrases.frequency", "1");

    private const int MaxTokens = 5000;

    // The heaviest first, of equals the one that occurs first.
    private static readonly Comparer<(double Weight, int Number)> Order = Comparer<(double Weight, int Number)>.Create(
        (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Number.CompareTo(b.Number));

    public static List<Keyphrase> Extract(TextView view, string? title, int maxKeyphrases)
    {
        var tokens = Math.Min(view.Tokens.Count, MaxTokens);
        var phrases = PhraseCounter.Count(view, tokens);
        var ranked = Rank(view, phrases, title?.ToLowerInvariant(), tokens);
        var chosen = new List<Keyphrase>();
        double? most = null;
        while (chosen.Count < maxKeyphrases && ranked.TryDequeue(out var number, out var rank))
        {
            most ??= rank.Weight;
            var phrase = phrases[number];
            var text = view.Phrase(phrase.First, phrase.First + phrase.Words).ToString();
            if (!chosen.Exists(c => phrase.Words > 1 && c.Text.Contains(text, StringComparison.OrdinalIgnoreCase)))
            {
                chosen.Add(new Keyphrase(text, Math.Round(rank.Weight / most.Value, 4)));
            }
        }

        return chosen;
    }

    // A heap: of a thousand phrases ten are asked for.
    private static PriorityQueue<int, (double Weight, int Number)> Rank(TextView view, ReadOnlySpan<Phrase> phrases, string? title, int tokens)
    {
        var wordsInTitle = title is null ? null : view.Words.Each(word => title.Contains(word, StringComparison.OrdinalIgnoreCase));
        var ranked = new PriorityQueue<int, (double Weight, int Number)>(phrases.Length, Order);
        for (var i = 0; i < phrases.Length; i++)
        {
            var phrase = phrases[i];

            // Long phrases must come back to count, unless the headline has them.
            var inTitle = wordsInTitle is not null && InTitle(view, phrase, title, wordsInTitle);
            var alone = phrase.Count - (phrase.Count == phrase.Longer ? phrase.Longer * 0.7 : 0);
            var position = 1 + 1.5 * Math.Exp(-6.0 * phrase.First / Math.Max(1, tokens));
            var length = phrase.Words switch { 1 => 1.0, 2 => phrase.Count > 1 ? 1.7 : 0.9, _ => phrase.Count > 1 ? 1.8 : 0.6 };
            ranked.Enqueue(i, (Math.Log(1 + alone) * phrase.Rarity * position * length * (inTitle ? 1.5 : 1), i));
        }

        return ranked;
    }

    private static bool InTitle(TextView view, Phrase phrase, string? title, bool[] words)
    {
        var end = phrase.First + phrase.Words;
        for (var i = phrase.First; i < end; i++)
        {
            if (!words[view.Words.WordOf(i)])
            {
                return false;
            }
        }

        return title.AsSpan().Contains(view.Phrase(phrase.First, end), StringComparison.OrdinalIgnoreCase);
    }
}
