using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Topics;

/// <summary>The words of the 17 top-level IPTC Media Topics in one language, read from <c>topics.txt</c>. Whole words and beginnings of words.</summary>
internal sealed class TopicLexicon
{
    /// <summary>Number of top-level topics; codes run from 1 to this.</summary>
    public const int Topics = 17;

    private const int MinBeginning = 3;
    private const int MaxBeginning = 14;

    private static readonly Lazy<(Dictionary<string, TopicLexicon> Languages, string[] Names)> Data = new(Load);

    private readonly Dictionary<string, List<byte>> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<byte>> _beginnings = new(StringComparer.Ordinal);

    /// <summary>The lexicon of a language; null where there is none.</summary>
    public static TopicLexicon? Of(string language) => Data.Value.Languages.GetValueOrDefault(language);

    /// <summary>English name of a topic by code, 1 to 17.</summary>
    public static string Name(int code) => Data.Value.Names[code];

    /// <summary>Adds a weight to every topic that a lower-case word speaks for; a word that speaks for many says less for each.</summary>
    /// <returns>Whether the word speaks for any.</returns>
    public bool Add(ReadOnlySpan<char> lower, Span<double> scores, double weight)
    {
        var found = false;
        if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower, out var topics))
        {
            Add(topics, scores, weight);
            found = true;
        }

        var beginnings = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = MinBeginning; length <= Math.Min(lower.Length, MaxBeginning); length++)
        {
            if (beginnings.TryGetValue(lower[..length], out topics))
            {
                Add(topics, scores, weight);
                found = true;
            }
        }

        return found;
    }

    private static void Add(List<byte> topics, Span<double> scores, double weight)
    {
        foreach (var topic in topics)
        {
            scores[topic] += weight / topics.Count;
        }
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
                var table = word[^1] == '*' ? lexicon._beginnings : lexicon._words;
                var key = word.TrimEnd('*');
                var topics = table.TryGetValue(key, out var list) ? list : table[key] = [];
                if (!topics.Contains(Code(parts[0])))
                {
                    topics.Add(Code(parts[0]));
                }
            }
        }

        return (languages, names);
    }

    private static byte Code(string digits) => byte.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
