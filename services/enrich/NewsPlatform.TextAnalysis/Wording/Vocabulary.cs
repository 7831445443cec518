using System.Globalization;

namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>What is known about the words of one language: function words, and how common others are. Empty for languages without data.</summary>
internal sealed class Vocabulary
{
    private static readonly Lazy<Dictionary<string, Lazy<Vocabulary>>> All = new(Load);
    private static readonly Vocabulary Empty = new("", "");

    private readonly Dictionary<string, WordUse> _uses = new(StringComparer.Ordinal);

    // Function words apart by spaces; lines of language, word and documents.
    private Vocabulary(string function, string common)
    {
        foreach (var line in common.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }

            var (word, documents) = (line.IndexOf(' ') + 1, line.LastIndexOf(' '));
            _uses[line[word..documents].ToString()] = new WordUse(IsFunctionWord: false, int.Parse(line[(documents + 1)..], NumberStyles.None, CultureInfo.InvariantCulture));
        }

        foreach (var word in function.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _uses[word] = _uses.GetValueOrDefault(word) with { IsFunctionWord = true };
            HasFunctionWords = true;
        }
    }

    /// <summary>Whether the language's function words are known.</summary>
    public bool HasFunctionWords { get; }

    /// <summary>The vocabulary of a language by ISO 639-1 code.</summary>
    public static Vocabulary Of(string language) => All.Value.TryGetValue(language, out var vocabulary) ? vocabulary.Value : Empty;

    /// <summary>How the language uses a lower-case word.</summary>
    public WordUse Use(string lower) => _uses.GetValueOrDefault(lower);

    // A service sees few of the languages: each is read when it is first asked for.
    private static Dictionary<string, Lazy<Vocabulary>> Load()
    {
        var function = EmbeddedLines.Read("function-words.txt").Select(l => l.Split(' ', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        var common = Sections(EmbeddedLines.ReadAll("common-words.txt.br"));
        return function.Keys.Union(common.Keys).ToDictionary(
            l => l,
            l => new Lazy<Vocabulary>(() => new Vocabulary(function.GetValueOrDefault(l, ""), common.GetValueOrDefault(l, ""))),
            StringComparer.Ordinal);
    }

    // The lines of a language stand together.
    private static Dictionary<string, string> Sections(string lines)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var start = 0; start < lines.Length;)
        {
            var language = lines[start..lines.IndexOf(' ', start)];
            var end = start;
            while (end < lines.Length && lines.AsSpan(end).StartsWith(language) && lines[end + language.Length] == ' ')
            {
                end = lines.IndexOf('\n', end) is >= 0 and var line ? line + 1 : lines.Length;
            }

            sections.Add(language, lines[start..end]);
            start = end;
        }

        return sections;
    }
}
