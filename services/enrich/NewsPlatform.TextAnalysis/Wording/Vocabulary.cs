namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>What is known about the words of one language: function words, and how common others are. Empty for languages without data.</summary>
internal sealed class Vocabulary
{
    private static readonly Lazy<Dictionary<string, Vocabulary>> All = new(Load);
    private static readonly Vocabulary Empty = new([], []);

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _function;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _documentsIn10000;

    private Vocabulary(HashSet<string> function, Dictionary<string, int> documentsIn10000)
    {
        _function = function.GetAlternateLookup<ReadOnlySpan<char>>();
        _documentsIn10000 = documentsIn10000.GetAlternateLookup<ReadOnlySpan<char>>();
        HasFunctionWords = function.Count > 0;
    }

    /// <summary>Whether the language's function words are known.</summary>
    public bool HasFunctionWords { get; }

    /// <summary>The vocabulary of a language by ISO 639-1 code.</summary>
    public static Vocabulary Of(string language) => All.Value.GetValueOrDefault(language, Empty);

    /// <summary>Whether the lower-case word is an article, preposition, pronoun, auxiliary, weekday, month or the like.</summary>
    public bool IsFunctionWord(ReadOnlySpan<char> lower) => _function.Contains(lower);

    /// <summary>Whether the lower-case word is usually written small.</summary>
    public bool IsCommon(ReadOnlySpan<char> lower) => _function.Contains(lower) || _documentsIn10000.ContainsKey(lower);

    /// <summary>How many documents of 10,000 hold the lower-case word, as far as known; 0 for unknown words.</summary>
    public int DocumentsIn10000(ReadOnlySpan<char> lower) => _documentsIn10000.TryGetValue(lower, out var n) ? n : 0;

    private static Dictionary<string, Vocabulary> Load()
    {
        var function = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("function-words.txt"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            function[words[0]] = [.. words.AsSpan(1)];
        }

        var common = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("common-words.txt.br"))
        {
            var parts = line.Split(' ');
            if (!common.TryGetValue(parts[0], out var words))
            {
                common[parts[0]] = words = new Dictionary<string, int>(StringComparer.Ordinal);
            }

            words[parts[1]] = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture);
        }

        return function.Keys.Union(common.Keys).ToDictionary(
            l => l,
            l => new Vocabulary(function.GetValueOrDefault(l, []), common.GetValueOrDefault(l, [])),
            StringComparer.Ordinal);
    }
}
