using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Topics;

/// <summary>The words of the 17 top-level IPTC Media Topics in one language, read from <c>topics.txt</c>. Whole words and beginnings of words.</summary>
internal sealed class TopicLexicon
{
    /// <summary>Number of top-level topics; codes run from 1 to this.</summary>
    public const int Topics = 17;

    // Beginnings of words are kept by their first letters, and are as long at least.
    private const int FirstLetters = 3;

    private static readonly Lazy<(Dictionary<string, TopicLexicon> Languages, string[] Names)> Data = new(Load);

    private readonly Dictionary<string, List<byte>> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Beginning, List<byte> Topics)>> _beginnings = new(StringComparer.Ordinal);

    /// <summary>The lexicon of a language; null where there is none.</summary>
    public static TopicLexicon? Of(string language) => Data.Value.Languages.GetValueOrDefault(language);

    /// <summary>English name of a topic by code, 1 to 17.</summary>
    public static string Name(int code) => Data.Value.Names[code];

    /// <summary>The topics that a lower-case word speaks for: those of the word, and those of each beginning of it; null for none.</summary>
    public List<List<byte>>? SpokenFor(ReadOnlySpan<char> lower)
    {
        List<List<byte>>? found = null;
        if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower, out var topics))
        {
            found = [topics];
        }

        if (lower.Length >= FirstLetters && _beginnings.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower[..FirstLetters], out var beginnings))
        {
            foreach (var (beginning, those) in beginnings)
            {
                if (lower.StartsWith(beginning, StringComparison.Ordinal))
                {
                    (found ??= []).Add(those);
                }
            }
        }

        return found;
    }

    private static (Dictionary<string, TopicLexicon> Languages, string[] Names) Load()
    {
        var languages = new Dictionary<string, TopicLexicon>(StringComparer.Ordinal);
        var names = new string[Topics + 1];
        foreach (var line in EmbeddedLines.Read("topics.txt"))
        {
            if (line.StartsWith("name: ", StringComparison.Ordinal))
            {
                names[Code(line[6..8])] = line[9..];
                continue;
            }

            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var lexicon = languages.TryGetValue(parts[1], out var known) ? known : languages[parts[1]] = new TopicLexicon();
            foreach (var word in parts.AsSpan(2))
            {
                var topics = word[^1] == '*' ? lexicon.TopicsOfBeginning(word[..^1]) : lexicon.TopicsOfWord(word);
                if (!topics.Contains(Code(parts[0])))
                {
                    topics.Add(Code(parts[0]));
                }
            }
        }

        return (languages, names);
    }

    private List<byte> TopicsOfWord(string word) => _words.TryGetValue(word, out var topics) ? topics : _words[word] = [];

    private List<byte> TopicsOfBeginning(string beginning)
    {
        var first = beginning[..FirstLetters];
        var beginnings = _beginnings.TryGetValue(first, out var known) ? known : _beginnings[first] = [];
        var at = beginnings.FindIndex(b => b.Beginning == beginning);
        if (at < 0)
        {
            // The shortest first: scores are sums, and depend on the order in their last digits.
            at = beginnings.FindIndex(b => b.Beginning.Length > beginning.Length) is >= 0 and var longer ? longer : beginnings.Count;
            beginnings.Insert(at, (beginning, []));
        }

        return beginnings[at].Topics;
    }

    private static byte Code(string digits) => byte.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
