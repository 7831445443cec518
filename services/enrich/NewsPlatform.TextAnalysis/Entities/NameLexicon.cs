using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Words that tell what kind of thing a name names, read from <c>lexicon.txt</c>.</summary>
internal sealed class NameLexicon
{
    private static readonly Lazy<NameLexicon> Instance = new(() => new NameLexicon());

    private readonly Dictionary<string, NameKinds>.AlternateLookup<ReadOnlySpan<char>> _kinds;

    private NameLexicon()
    {
        var kinds = new Dictionary<string, NameKinds>(StringComparer.Ordinal);
        var aliases = new List<(string, string)>();
        foreach (var line in EmbeddedLines.Read("lexicon.txt"))
        {
            var colon = line.IndexOf(':');
            foreach (var entry in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var words = entry.Replace('_', ' ');
                if (line.StartsWith("alias:", StringComparison.Ordinal))
                {
                    aliases.Add((words[..words.IndexOf('=')], words[(words.IndexOf('=') + 1)..]));
                }
                else
                {
                    Add(words, KindOf(line[..colon]));
                    if (Tokenizer.Tokenize(words) is [var first, _, ..])
                    {
                        Add(words[..first.End], NameKinds.BeginsPhrase);
                    }
                }
            }
        }

        Aliases = aliases;
        _kinds = kinds.GetAlternateLookup<ReadOnlySpan<char>>();

        void Add(string words, NameKinds kind) => kinds[words] = kinds.GetValueOrDefault(words) | kind;
    }

    public static NameLexicon Shared => Instance.Value;

    /// <summary>Other names of places, with the name in the gazetteer.</summary>
    public IReadOnlyList<(string Alias, string Name)> Aliases { get; }

    /// <summary>What the lexicon says of a word or phrase as written.</summary>
    public NameKinds Kinds(ReadOnlySpan<char> words) => _kinds.TryGetValue(words, out var kinds) ? kinds : NameKinds.None;

    private static NameKinds KindOf(string section) => section switch
    {
        "title" => NameKinds.Title,
        "org-last" => NameKinds.OrganisationLast,
        "org-first" => NameKinds.OrganisationFirst,
        "org-known" => NameKinds.OrganisationKnown,
        "place-last" => NameKinds.PlaceLast,
        "place-first" => NameKinds.PlaceFirst,
        "place-known" => NameKinds.PlaceKnown,
        "event-last" => NameKinds.EventLast,
        "event-first" => NameKinds.EventFirst,
        "event-known" => NameKinds.EventKnown,
        "not-name" => NameKinds.NotName,
        "demonym" => NameKinds.Demonym,
        _ => throw new InvalidOperationException($"lexicon.txt: the section {section} has no meaning; see NameKinds for those that have."),
    };
}
