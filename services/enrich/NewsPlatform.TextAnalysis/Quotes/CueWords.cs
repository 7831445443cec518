using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>The words that attribute speech in one language, read from <c>cues.txt</c>.</summary>
internal sealed class CueWords
{
    private static readonly Lazy<Dictionary<string, CueWords>> All = new(Load);

    private readonly Dictionary<string, HashSet<string>.AlternateLookup<ReadOnlySpan<char>>> _kinds;

    private CueWords(Dictionary<string, HashSet<string>> kinds) =>
        _kinds = kinds.ToDictionary(k => k.Key, k => k.Value.GetAlternateLookup<ReadOnlySpan<char>>(), StringComparer.Ordinal);

    /// <summary>The words of a language; null where none are known.</summary>
    public static CueWords? Of(string language) => All.Value.GetValueOrDefault(language);

    public bool Is(string kind, ReadOnlySpan<char> lower) => _kinds.TryGetValue(kind, out var words) && words.Contains(lower);

    private static Dictionary<string, CueWords> Load()
    {
        var languages = new Dictionary<string, Dictionary<string, HashSet<string>>>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("cues.txt"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var kinds = languages.TryGetValue(parts[0], out var known) ? known : languages[parts[0]] = new(StringComparer.Ordinal);
            kinds[parts[1]] = [.. parts.Skip(2).Select(w => w.Replace('_', ' '))];
        }

        return languages.ToDictionary(l => l.Key, l => new CueWords(l.Value), StringComparer.Ordinal);
    }
}
