using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>The words of time of one language, read from <c>calendar.txt</c>: what kinds of word a word is, and its value.</summary>
internal sealed class CalendarWords
{
    private static readonly Lazy<Dictionary<string, CalendarWords>> All = new(Load);

    private readonly Dictionary<string, Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>> _kinds;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _beginnings;

    private CalendarWords(string language, Dictionary<string, Dictionary<string, string>> kinds)
    {
        Language = language;
        _beginnings = kinds.Values.SelectMany(k => k.Keys).Select(w => w.Split(' ', '\'', '’')[0]).Concat(kinds.Values.SelectMany(k => k.Keys)).ToHashSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _kinds = kinds.ToDictionary(k => k.Key, k => k.Value.GetAlternateLookup<ReadOnlySpan<char>>(), StringComparer.Ordinal);
    }

    public string Language { get; }

    /// <summary>The words of a language; null where none are known.</summary>
    public static CalendarWords? Of(string language) => All.Value.GetValueOrDefault(language);

    /// <summary>Whether an expression can begin with this lower-case word: most words are ruled out at once.</summary>
    public bool MayBegin(ReadOnlySpan<char> lower) => _beginnings.Contains(lower) || (lower.IndexOfAny("-'’") is > 0 and var at && _beginnings.Contains(lower[..at]));

    /// <summary>The value of a lower-case word of a kind; null when it is none.</summary>
    public string? Find(string kind, ReadOnlySpan<char> lower) => _kinds.TryGetValue(kind, out var words) && words.TryGetValue(lower, out var value) ? value : null;

    private static Dictionary<string, CalendarWords> Load()
    {
        var languages = new Dictionary<string, Dictionary<string, Dictionary<string, string>>>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("calendar.txt"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var kinds = languages.TryGetValue(parts[0], out var known) ? known : languages[parts[0]] = new(StringComparer.Ordinal);
            var words = kinds.TryGetValue(parts[1], out var list) ? list : kinds[parts[1]] = new(StringComparer.Ordinal);
            foreach (var word in parts.AsSpan(3))
            {
                words[word.Replace('_', ' ')] = parts[2];
            }
        }

        return languages.ToDictionary(l => l.Key, l => new CalendarWords(l.Key, l.Value), StringComparer.Ordinal);
    }
}
