using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Keyphrases;

/// <summary>
/// Ranks runs of content words by how often and how early they occur, how rare their words are in general and whether the headline
/// has them. A phrase that only occurs within a longer one gives way to it.
/// </summary>
internal static class KeyphraseExtractor
{
    public static readonly AnnotatorRun Run = new("keyphrases.frequency", "1");

    private const int MaxWords = 3;
    private const int MaxTokens = 5000;

    private sealed class Phrase
    {
        public required string Text { get; init; }

        public required int First { get; init; }

        public required int Words { get; init; }

        public required double Rarity { get; init; }

        public int Count { get; set; }

        public int Longer { get; set; }
    }

    public static List<Keyphrase> Extract(TextView view, string? title, int maxKeyphrases)
    {
        var phrases = new Dictionary<string, Phrase>(StringComparer.Ordinal);
        var tokens = Math.Min(view.Tokens.Count, MaxTokens);
        for (var i = 0; i < tokens; i++)
        {
            for (var end = i + 1; end <= Math.Min(tokens, i + MaxWords) && IsContent(view, end - 1) && view.SentenceOf(end - 1) == view.SentenceOf(i); end++)
            {
                if (end == i + 1 || !CutsName(view, i, end))
                {
                    Count(view, phrases, i, end);
                }
            }
        }

        foreach (var phrase in phrases.Values)
        {
            if (phrase.Words > 1)
            {
                AddLonger(phrases, phrase);
            }
        }

        return Rank(phrases.Values, title?.ToLowerInvariant(), tokens, maxKeyphrases);
    }

    // "Minister Imran" out of "Prime Minister Imran Khan".
    private static bool CutsName(TextView view, int from, int end) =>
        (IsCapital(view, from) && from > 0 && IsCapital(view, from - 1)) || (IsCapital(view, end - 1) && end < view.Tokens.Count && IsCapital(view, end));

    private static bool IsCapital(TextView view, int token) => view.IsWord(token) && char.IsUpper(view.Text[view.Tokens[token].Start]) && IsContent(view, token);

    private static bool IsContent(TextView view, int token)
    {
        if (!view.IsWord(token) || view.Tokens[token].Length < 3)
        {
            // Short names in capitals ("EU") are content.
            return view.IsWord(token) && view.Tokens[token].Length == 2 && char.IsUpper(view.Word(token)[1]);
        }

        return !view.Vocabulary.IsFunctionWord(view.LowerWord(token)) && !Scripts.IsUnspaced(Scripts.Of(view.Text[view.Tokens[token].Start]));
    }

    private static void Count(TextView view, Dictionary<string, Phrase> phrases, int from, int end)
    {
        var lookup = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        var key = view.LowerWords(from, end);
        if (lookup.TryGetValue(key, out var known))
        {
            known.Count++;
            return;
        }

        double rarity = 0;
        for (var i = from; i < end; i++)
        {
            var documents = view.Vocabulary.DocumentsIn10000(view.LowerWord(i));
            var name = char.IsUpper(view.Text[view.Tokens[i].Start]) && documents == 0;
            rarity += name ? 7 : Math.Log(10000.0 / Math.Max(documents, view.Vocabulary.HasFunctionWords ? 8 : 1));
        }

        phrases.Add(key.ToString(), new Phrase { Text = view.Words(from, end).ToString(), First = from, Words = end - from, Rarity = rarity / (end - from), Count = 1 });
    }

    private static void AddLonger(Dictionary<string, Phrase> phrases, Phrase phrase)
    {
        var lower = phrase.Text.ToLowerInvariant();
        var first = lower.IndexOf(' ');
        var last = lower.LastIndexOf(' ');
        if (first < 0)
        {
            return;
        }

        foreach (var part in new[] { lower[(first + 1)..], lower[..last], lower[..first], lower[(last + 1)..] })
        {
            if (phrases.TryGetValue(part, out var shorter))
            {
                shorter.Longer = Math.Max(shorter.Longer, phrase.Count);
            }
        }
    }

    private static List<Keyphrase> Rank(IEnumerable<Phrase> phrases, string? title, int tokens, int max)
    {
        var ranked = new List<(Phrase Phrase, double Weight)>();
        foreach (var phrase in phrases)
        {
            // Long phrases must come back to count, unless the headline has them.
            var inTitle = title is not null && title.Contains(phrase.Text, StringComparison.OrdinalIgnoreCase);
            var alone = phrase.Count - (phrase.Count == phrase.Longer ? phrase.Longer * 0.7 : 0);
            var position = 1 + 1.5 * Math.Exp(-6.0 * phrase.First / Math.Max(1, tokens));
            var length = phrase.Words switch { 1 => 1.0, 2 => phrase.Count > 1 ? 1.7 : 0.9, _ => phrase.Count > 1 ? 1.8 : 0.6 };
            ranked.Add((phrase, Math.Log(1 + alone) * phrase.Rarity * position * length * (inTitle ? 1.5 : 1)));
        }

        ranked.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Phrase.First != b.Phrase.First ? a.Phrase.First.CompareTo(b.Phrase.First) : a.Phrase.Words.CompareTo(b.Phrase.Words));
        var chosen = new List<Keyphrase>();
        foreach (var (phrase, weight) in ranked)
        {
            if (chosen.Count == max)
            {
                break;
            }

            if (!chosen.Exists(c => phrase.Words > 1 && c.Text.Contains(phrase.Text, StringComparison.OrdinalIgnoreCase)))
            {
                chosen.Add(new Keyphrase(phrase.Text, Math.Round(weight / ranked[0].Weight, 4)));
            }
        }

        return chosen;
    }
}
