using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>The words of time of one language, read from <c>calendar.txt</c>: what kinds of word a word is, and its value.</summary>
internal sealed class CalendarWords
{
    private static readonly Lazy<Dictionary<string, CalendarWords>> All = new(Load);

    private readonly Dictionary<string, CalendarWord> _words = new(StringComparer.Ordinal);

    private CalendarWords(string language) => Language = language;

    public string Language { get; }

    /// <summary>The words of a language; null where none are known.</summary>
    public static CalendarWords? Of(string language) => All.Value.GetValueOrDefault(language);

    /// <summary>What a lower-case word or phrase says of time; null when nothing. Beginnings of phrases are words without a kind.</summary>
    public CalendarWord? Find(string lower) => _words.GetValueOrDefault(lower);

    /// <summary>Whether an expression can begin with this lower-case word, or with what stands before its hyphen or apostrophe: most are ruled out at once.</summary>
    public bool MayBegin(string lower) => Find(lower) is { MayBegin: true } || (lower.AsSpan().IndexOfAny("-'’") is > 0 and var at && Find(lower[..at]) is not null);

    private static Dictionary<string, CalendarWords> Load()
    {
        var languages = new Dictionary<string, CalendarWords>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("calendar.txt"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var words = languages.TryGetValue(parts[0], out var known) ? known : languages[parts[0]] = new CalendarWords(parts[0]);
            var kind = Enum.Parse<CalendarKind>(parts[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            foreach (var entry in parts.AsSpan(3))
            {
                words.Add(entry.Replace('_', ' '), kind, parts[2]);
            }
        }

        return languages;
    }

    private void Add(string entry, CalendarKind kind, string value)
    {
        Word(entry)[kind] = value;
        if (entry.IndexOfAny(' ', '\'', '’') is > 0 and var at)
        {
            Word(entry[..at]);
        }

        if (Tokenizer.Tokenize(entry) is [var first, _, ..])
        {
            Word(entry[..first.End]).BeginsPhrase = true;
        }
    }

    private CalendarWord Word(string word) => _words.TryGetValue(word, out var known) ? known : _words[word] = new CalendarWord();
}
