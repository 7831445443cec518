using System.Globalization;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Places and people known by name. Names are compared as written; immutable once loaded.</summary>
internal sealed class Gazetteer
{
    private static readonly Lazy<Gazetteer> Instance = new(() => new Gazetteer());

    private readonly Dictionary<string, List<Place>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Place>>.AlternateLookup<ReadOnlySpan<char>> _placesBySpan;
    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _given;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _family;
    private readonly Lazy<HashSet<string>> _beginnings;

    private Gazetteer()
    {
        LoadPlaces();
        _placesBySpan = _places.GetAlternateLookup<ReadOnlySpan<char>>();

        // Asked for in scripts without capitals only.
        _beginnings = new(() => _places.Keys.Select(Beginning).ToHashSet(StringComparer.Ordinal));

        foreach (var line in EmbeddedLines.Read("people.tsv.br"))
        {
            var fields = line.Split('\t');
            _people[fields[0]] = fields[1];
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        var family = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in EmbeddedLines.Read("names.txt.br"))
        {
            (line[0] == 'F' ? given : family).Add(line[2..]);
        }

        _given = given.GetAlternateLookup<ReadOnlySpan<char>>();
        _family = family.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The gazetteer, loaded at first use.</summary>
    public static Gazetteer Shared => Instance.Value;

    /// <summary>Whether some place's name begins with this word (or, in scripts without spaces, this character).</summary>
    public bool MayBegin(string word) => _beginnings.Value.Contains(word);

    /// <summary>The places of a name; null for none.</summary>
    public List<Place>? Places(ReadOnlySpan<char> name) => _placesBySpan.TryGetValue(name, out var places) ? places : null;

    /// <summary>Wikidata id of a well-known person's full name; null for none.</summary>
    public string? Person(string name) => _people.GetValueOrDefault(name);

    public bool IsGivenName(ReadOnlySpan<char> word) => _given.Contains(word);

    public bool IsFamilyName(ReadOnlySpan<char> word) => _family.Contains(word);

    private static string Beginning(string name)
    {
        var tokens = Text.Tokenizer.Tokenize(name);
        return tokens.Count == 0 ? name : name[tokens[0].Start..tokens[0].End];
    }

    private void LoadPlaces()
    {
        foreach (var line in EmbeddedLines.Read("places.tsv.br"))
        {
            var f = line.Split('\t');
            var place = new Place(f[0][0], f[1], f[2], Degrees(f[3]), Degrees(f[4]), f[5].Length == 0 ? 0 : int.Parse(f[5], CultureInfo.InvariantCulture), f[6], f[7]);
            Add(f[1], place);
            foreach (var name in f[8].Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(name, place);
            }
        }

        foreach (var (alias, name) in NameLexicon.Shared.Aliases)
        {
            if (_places.TryGetValue(name, out var places))
            {
                Add(alias, Best(places));
            }
        }
    }

    private static double? Degrees(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static Place Best(List<Place> places)
    {
        var best = places[0];
        foreach (var place in places)
        {
            if (place.Kind == 'C' || (best.Kind != 'C' && place.Population > best.Population))
            {
                best = place;
            }
        }

        return best;
    }

    private void Add(string name, Place place)
    {
        // Short Latin names ("As", "Of") are words far more often than places.
        if (name.Length < 2 || (name.Length == 2 && name[0] < 0x250 && !char.IsUpper(name[1])))
        {
            return;
        }

        if (!_places.TryGetValue(name, out var places))
        {
            _places[name] = places = new List<Place>(1);
        }

        if (!places.Contains(place))
        {
            places.Add(place);
        }
    }
}
