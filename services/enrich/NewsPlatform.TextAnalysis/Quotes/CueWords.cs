using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>The words that attribute speech in one language, read from <c>cues.txt</c>.</summary>
internal sealed class CueWords
{
    private static readonly Lazy<Dictionary<string, CueWords>> All = new(Load);

    private readonly Dictionary<string, CueKinds> _kinds = new(StringComparer.Ordinal);

    /// <summary>The words of a language; null where none are known.</summary>
    public static CueWords? Of(string language) => All.Value.GetValueOrDefault(language);

    /// <summary>What a lower-case word or phrase does.</summary>
    public CueKinds Kinds(string lower) => _kinds.GetValueOrDefault(lower);

    private static Dictionary<string, CueWords> Load()
    {
        var languages = new Dictionary<string, CueWords>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("cues.txt"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var words = languages.TryGetValue(parts[0], out var known) ? known : languages[parts[0]] = new CueWords();
            var kind = Enum.Parse<CueKinds>(parts[1], ignoreCase: true);
            foreach (var entry in parts.AsSpan(2))
            {
                words.Add(entry.Replace('_', ' '), kind);
            }
        }

        return languages;
    }

    private void Add(string entry, CueKinds kind)
    {
        _kinds[entry] = Kinds(entry) | kind;
        if (Tokenizer.Tokenize(entry) is [var first, _, ..])
        {
            _kinds[entry[..first.End]] = Kinds(entry[..first.End]) | CueKinds.BeginsPhrase;
        }
    }
}
