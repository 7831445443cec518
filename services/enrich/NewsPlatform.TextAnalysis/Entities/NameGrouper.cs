using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>
/// Puts the mentions of one entity together: equal names, family names of people named in full, short forms and acronyms of
/// organisations, other names of one place. A short name takes the type of the full one.
/// </summary>
internal sealed class NameGrouper(TextView view)
{
    /// <summary>One entity in the making.</summary>
    internal sealed class Group
    {
        public required string Name { get; set; }

        public required EntityType Type { get; set; }

        public required double Score { get; set; }

        public Place? Place { get; set; }

        public List<Candidate> Mentions { get; } = [];
    }

    private readonly List<Group> _groups = [];
    private readonly Dictionary<string, Group> _byName = new(StringComparer.Ordinal);

    public List<Group> Run(List<Candidate> names)
    {
        // Full names first, so that a short name before its full form finds it too.
        foreach (var name in names.Where(n => n.Score > 0 && IsFull(n)))
        {
            Put(name);
        }

        foreach (var group in _groups.ToArray())
        {
            AddShortForms(group);
        }

        foreach (var name in names.Where(n => !IsFull(n)))
        {
            PutShort(name);
        }

        foreach (var group in _groups)
        {
            group.Mentions.Sort((a, b) => a.From.CompareTo(b.From));
        }

        return _groups;
    }

    private static bool IsFull(Candidate name) => name.End - name.From > 1 || name.Type is EntityType.Place or EntityType.Organisation && name.Score > 0.8;

    private void Put(Candidate name)
    {
        var key = Key(name);
        if (!_byName.TryGetValue(key, out var group))
        {
            group = new Group { Name = name.Place?.Name ?? name.Text, Type = name.Type, Score = name.Score, Place = name.Place };
            _groups.Add(group);
            _byName[key] = group;
            _byName.TryAdd(name.Text, group);
        }

        if (name.Score > group.Score)
        {
            (group.Type, group.Score) = (name.Type, name.Score);
        }

        group.Mentions.Add(name);
    }

    private static string Key(Candidate name) => name.Place is { } place ? "place " + (place.Geonames.Length > 0 ? place.Geonames : place.Country + place.Name) : name.Text;

    private void AddShortForms(Group group)
    {
        var first = group.Mentions[0];
        var words = new List<string>();
        for (var i = first.From; i < first.End; i++)
        {
            if (view.IsWord(i))
            {
                words.Add(view.Word(i).ToString());
            }
        }

        if (group.Type == EntityType.Person && words.Count > 1)
        {
            _byName.TryAdd(words[^1], group);
            _byName.TryAdd(words[0], group);
            if (words.Count > 2)
            {
                _byName.TryAdd(string.Concat(words[^2], " ", words[^1]), group);
            }
        }
        else if (group.Type == EntityType.Organisation && words.Count > 1)
        {
            var acronym = string.Concat(words.Where(w => char.IsUpper(w[0])).Select(w => w[0]));
            if (acronym.Length > 1)
            {
                _byName.TryAdd(acronym, group);
            }

            // "(EADS)" right after the name.
            if (first.End + 2 < view.Tokens.Count && view.Is(first.End, '(') && view.IsWord(first.End + 1) && view.Is(first.End + 2, ')'))
            {
                _byName[view.Word(first.End + 1).ToString()] = group;
            }

            if (words[0].Length > 3 && !view.Vocabulary.Use(words[0].ToLowerInvariant()).IsCommon && !NameLexicon.Shared.Kinds(words[0]).HasFlag(NameKinds.Demonym) && Gazetteer.Shared.Places(words[0]) is null)
            {
                _byName.TryAdd(words[0], group);
            }
        }
    }

    private void PutShort(Candidate name)
    {
        if (_byName.TryGetValue(name.Text, out var group))
        {
            name.Type = group.Type;
            name.Score = Math.Max(name.Score, group.Score * 0.9);
            group.Mentions.Add(name);
        }
        else if (name.Score > 0)
        {
            Put(name);
        }
    }
}
