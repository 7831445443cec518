using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Words that tell what kind of thing a name names, read from <c>lexicon.txt</c>.</summary>
internal sealed class NameLexicon
{
    private static readonly Lazy<NameLexicon> Instance = new(() => new NameLexicon());


    private NameLexicon()
    {
        var sections = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("lexicon.txt"))
        {
            var colon = line.IndexOf(':');
            var section = line[..colon];
            if (!sections.TryGetValue(section, out var words))
            {
                sections[section] = words = new HashSet<string>(StringComparer.Ordinal);
            }

            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words.Add(word.Replace('_', ' '));
            }
        }

        Aliases = [.. sections["alias"].Select(a => (a[..a.IndexOf('=')], a[(a.IndexOf('=') + 1)..]))];
        Titles = Spans("title");
        OrganisationLast = Spans("org-last");
        OrganisationFirst = Spans("org-first");
        OrganisationKnown = Spans("org-known");
        PlaceLast = Spans("place-last");
        PlaceFirst = Spans("place-first");
        PlaceKnown = Spans("place-known");
        EventLast = Spans("event-last");
        EventFirst = Spans("event-first");
        EventKnown = Spans("event-known");
        NotNames = Spans("not-name");
        Demonyms = Spans("demonym");

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans(string section) => sections[section].GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static NameLexicon Shared => Instance.Value;

    /// <summary>Other names of places, with the name in the gazetteer.</summary>
    public (string Alias, string Name)[] Aliases { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OrganisationLast { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OrganisationFirst { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OrganisationKnown { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PlaceLast { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PlaceFirst { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PlaceKnown { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EventLast { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EventFirst { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EventKnown { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NotNames { get; }

    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Demonyms { get; }
}
