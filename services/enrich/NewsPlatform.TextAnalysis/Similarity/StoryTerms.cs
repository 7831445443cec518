using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>The terms of a text and how often it uses them: words, character pairs in scripts without spaces; names and the headline count more.</summary>
internal static class StoryTerms
{
    private const int MaxTokens = 400;
    private const double NameWeight = 1.6;
    private const double TitleWeight = 2;

    public static Dictionary<string, double> Count(string? title, string text)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        if (title is not null)
        {
            Add(counts, title, TitleWeight);
        }

        Add(counts, text[..Math.Min(text.Length, MaxTokens * 12)], 1);
        foreach (var (term, count) in counts)
        {
            counts[term] = 1 + Math.Log(Math.Max(1, count));
        }

        return counts;
    }

    private static void Add(Dictionary<string, double> counts, string text, double weight)
    {
        var tokens = Tokenizer.Tokenize(text);
        var lower = text.ToLowerInvariant();
        for (var i = 0; i < Math.Min(tokens.Count, MaxTokens); i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Mark)
            {
                continue;
            }

            if (Scripts.IsUnspaced(Scripts.Of(text[token.Start])))
            {
                if (i + 1 < tokens.Count && tokens[i + 1].Start == token.End && Scripts.IsUnspaced(Scripts.Of(text[tokens[i + 1].Start])))
                {
                    Count(lower[token.Start..tokens[i + 1].End], weight);
                }

                continue;
            }

            if (token.Length >= 2)
            {
                var capital = char.IsUpper(text[token.Start]) && i > 0 && tokens[i - 1].Kind != TokenKind.Mark;
                Count(Stem(lower.AsSpan(token.Start, token.Length)), capital ? weight * NameWeight : weight);
            }
        }

        void Count(string term, double by) => counts[term] = counts.GetValueOrDefault(term) + by;
    }

    // Plurals and simple endings only: enough to let "bombs" meet "bomb" in any European language.
    private static string Stem(ReadOnlySpan<char> word) => word switch
    {
        [.. var stem, 'e', 'd'] when stem.Length > 3 => stem.ToString(),
        [.. var stem, 'i', 'n', 'g'] when stem.Length > 3 => stem.ToString(),
        [.. var stem, 'e', 's'] when stem.Length > 3 => stem.ToString(),
        [.. var stem, 's'] when stem.Length > 2 && stem[^1] != 's' => stem.ToString(),
        [.. var stem, 'e'] when stem.Length > 3 => stem.ToString(),
        _ => word.ToString(),
    };
}
