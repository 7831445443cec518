using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Decides what kind of thing a candidate names, by its words, the gazetteer and what stands around it.</summary>
internal sealed class NameClassifier(TextView view, NameWords words, PlaceResolver places)
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Inside = new HashSet<string>(StringComparer.Ordinal)
    {
        "in", "at", "near", "from", "across", "outside", "inside", "throughout", "around", "bei", "nach", "aus", "à", "en", "em", "no", "na", "a", "nel", "nella", "dans", "te", "в", "из", "near",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PersonVerbs = new HashSet<string>(StringComparer.Ordinal)
    {
        "said", "says", "told", "added", "who", "whose", "argued", "wrote", "tweeted", "scored", "married", "died", "sagte", "erklärte", "betonte", "der", "die", "dijo", "afirmó", "quien", "disse", "afirmou",
        "ha", "dit", "déclaré", "zei", "aged", "himself", "herself",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private const double Unknown = 0.25;

    private readonly Gazetteer _gazetteer = Gazetteer.Shared;

    /// <summary>Classifies all names of a text; single unknown words by what speaks for them throughout it.</summary>
    public void Classify(List<Candidate> names)
    {
        foreach (var name in names)
        {
            Classify(name);
        }

        var unknown = names.Where(n => n.End - n.From == 1 && n.Type == EntityType.Other && n.Score >= Unknown).ToLookup(n => n.Text, StringComparer.Ordinal);
        foreach (var group in unknown)
        {
            var inside = group.Count(Precedes);
            var article = group.Count(n => n.From > 0 && view.LowerWord(n.From - 1) is "the");
            foreach (var name in group)
            {
                (name.Type, name.Score) = inside > 0 && article == 0 ? (EntityType.Place, 0.4) : article > 0 && group.Count() > 1 ? (EntityType.Organisation, 0.35) : (name.Type, name.Score);
            }
        }
    }

    private void Classify(Candidate name)
    {
        var (type, score) = Judge(name);
        (name.Type, name.Score) = (type, score);
        if (type == EntityType.Place)
        {
            name.Place = places.Resolve(name.Text);
        }
    }

    private (EntityType Type, double Score) Judge(Candidate name)
    {
        var text = name.Text;
        var length = name.End - name.From;
        if (!name.Titled && words.Is(NameKinds.PlaceKnown, name.From, name.End))
        {
            return (EntityType.Place, 0.95);
        }

        if (words.Is(NameKinds.OrganisationKnown, name.From, name.End))
        {
            return (EntityType.Organisation, 0.95);
        }

        if (words.Is(NameKinds.EventKnown, name.From, name.End))
        {
            return (EntityType.Event, 0.9);
        }

        if (_gazetteer.Person(text) is not null)
        {
            return (EntityType.Person, 0.98);
        }

        if (name.Titled && !EndsLikeOrganisation(name))
        {
            return (EntityType.Person, 0.9);
        }

        if (places.Resolve(text) is { } place)
        {
            return AsPlace(name, place);
        }

        if (length > 1 || Followed(name, "of"))
        {
            if (Dated(name) || words.Is(NameKinds.EventFirst, name.From) || (length > 1 && (words.Is(NameKinds.EventLast, name.End - 1) || HasEventBeforeOf(name))))
            {
                return (EntityType.Event, 0.75);
            }
        }

        if (length > 1)
        {
            if (EndsLikeOrganisation(name) || words.Is(NameKinds.OrganisationFirst, name.From) || HasOrganisationBeforeOf(name))
            {
                return (EntityType.Organisation, 0.85);
            }

            if (words.Is(NameKinds.PlaceLast, name.End - 1) || words.Is(NameKinds.PlaceFirst, name.From) || StartsLikePlace(name))
            {
                return (EntityType.Place, 0.8);
            }

            if (view.Text.AsSpan(view.Tokens[name.From].Start, text.Length).Contains('&'))
            {
                return (EntityType.Organisation, 0.7);
            }

            return Several(name);
        }

        return Single(name);
    }

    private (EntityType, double) AsPlace(Candidate name, Place place)
    {
        if (name.End - name.From > 1 || PlaceResolver.IsWellKnown(place))
        {
            return (EntityType.Place, 0.95);
        }

        var word = view.Word(name.From);
        if (Precedes(name))
        {
            return (EntityType.Place, 0.85);
        }

        if (_gazetteer.IsGivenName(word) || _gazetteer.IsFamilyName(word))
        {
            return (EntityType.Person, 0.4);
        }

        return view.Use(name.From).IsCommon ? (EntityType.Other, 0) : (EntityType.Place, 0.7);
    }

    private (EntityType, double) Several(Candidate name)
    {
        var first = view.Word(name.From);
        if (words.Is(NameKinds.Demonym, name.From) || words.Is(NameKinds.Demonym, name.End - 1))
        {
            return (EntityType.Other, 0.3);
        }

        if (words.Is(NameKinds.Title, name.End - 1))
        {
            return (EntityType.Other, 0);
        }

        if (_gazetteer.IsGivenName(first) && view.Text[view.Tokens[name.End - 1].Start] is not '.')
        {
            return (EntityType.Person, 0.85);
        }

        var common = 0;
        for (var i = name.From; i < name.End; i++)
        {
            common += view.IsWord(i) && view.Use(i).IsCommon ? 1 : 0;
        }

        if (common > 0)
        {
            return (EntityType.Other, 0.3);
        }

        if (_gazetteer.IsFamilyName(view.Word(name.End - 1)) || Speaks(name) || HasInitial(name))
        {
            return (EntityType.Person, 0.7);
        }

        if (Precedes(name))
        {
            return (EntityType.Place, 0.5);
        }

        if (IsAcronym(first) || IsAcronym(view.Word(name.End - 1)) || places.Resolve(first) is not null)
        {
            return (EntityType.Organisation, 0.5);
        }

        return view.Language is "de" ? (EntityType.Other, 0.2) : (EntityType.Person, 0.5);
    }

    private (EntityType, double) Single(Candidate name)
    {
        var word = view.Word(name.From);
        if (IsAcronym(word))
        {
            return (EntityType.Organisation, 0.7);
        }

        var mixed = HasInnerCapital(word);
        if (view.Language is "de" && !mixed)
        {
            // German writes every noun with a capital.
            return _gazetteer.IsGivenName(word) && Speaks(name) ? (EntityType.Person, 0.4) : (EntityType.Other, 0);
        }

        if (view.Use(name.From).IsCommon || words.Is(NameKinds.OrganisationLast | NameKinds.PlaceLast, name.From))
        {
            return (EntityType.Other, 0);
        }

        if (mixed)
        {
            return (EntityType.Organisation, 0.55);
        }

        if (Speaks(name) || _gazetteer.IsGivenName(word) || _gazetteer.IsFamilyName(word))
        {
            return (EntityType.Person, 0.5);
        }

        if (Precedes(name))
        {
            return (EntityType.Place, 0.45);
        }

        return name.AtStart ? (EntityType.Other, 0.1) : (EntityType.Other, Unknown);
    }

    private bool EndsLikeOrganisation(Candidate name)
    {
        var last = name.End - 1;
        if (view.Is(last, '.'))
        {
            last--;
        }

        return last > name.From && words.Is(NameKinds.OrganisationLast, last);
    }

    // "Department of Health", "Bank of England": the word before the "of" decides.
    private bool HasOrganisationBeforeOf(Candidate name) => BeforeOf(name) is > -1 and var i && words.Is(NameKinds.OrganisationWord, i);

    private bool HasEventBeforeOf(Candidate name) => BeforeOf(name) is > -1 and var i && words.Is(NameKinds.EventFirst | NameKinds.EventLast, i);

    private int BeforeOf(Candidate name)
    {
        for (var i = name.From + 1; i < name.End; i++)
        {
            if (view.Word(i) is "of" or "for" or "de" or "du" or "del" or "da" or "do" or "di" or "van" or "der")
            {
                return i - 1;
            }
        }

        return -1;
    }

    private bool StartsLikePlace(Candidate name) => name.End - name.From > 2 && words.Is(NameKinds.PlaceFirst, name.From, name.From + 2);

    // "2012 Summer Olympics", "Euro 2016"
    private bool Dated(Candidate name) => name.From > 0 && IsYear(name.From - 1) && words.Is(NameKinds.EventLast, name.End - 1);

    private bool IsYear(int token) => view.Tokens[token].Length == 4 && view.Text[view.Tokens[token].Start] is '1' or '2' && view.Tokens[token].Kind == Text.TokenKind.Number;

    private bool Followed(Candidate name, ReadOnlySpan<char> word) => name.End < view.Tokens.Count && view.Word(name.End).SequenceEqual(word);

    private bool Precedes(Candidate name) => name.From > 0 && view.SentenceOf(name.From - 1) == view.SentenceOf(name.From) && Inside.Contains(view.LowerWord(name.From - 1));

    private bool Speaks(Candidate name)
    {
        if (name.End >= view.Tokens.Count || view.SentenceOf(name.End) != view.SentenceOf(name.From))
        {
            return false;
        }

        if (PersonVerbs.Contains(view.Word(name.End)))
        {
            return true;
        }

        // "Smith, 43, ..." and "said Smith"
        return (view.Is(name.End, ',') && name.End + 1 < view.Tokens.Count && view.Tokens[name.End + 1].Length == 2 && view.Tokens[name.End + 1].Kind == Text.TokenKind.Number)
            || (name.From > 0 && view.Word(name.From - 1) is "said" or "says" or "sagte" or "dijo" or "disse");
    }

    private bool HasInitial(Candidate name)
    {
        for (var i = name.From; i < name.End; i++)
        {
            if (view.Is(i, '.') && view.Tokens[i - 1].Length == 1)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAcronym(ReadOnlySpan<char> word)
    {
        var capitals = 0;
        foreach (var c in word)
        {
            if (!char.IsUpper(c) && c is not ('.' or '-' or '&'))
            {
                return false;
            }

            capitals += char.IsUpper(c) ? 1 : 0;
        }

        return capitals is >= 2 and <= 6;
    }

    private static bool HasInnerCapital(ReadOnlySpan<char> word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsUpper(word[i]) && !Text.Tokenizer.IsHyphen(word[i - 1]) && !Text.Tokenizer.IsApostrophe(word[i - 1]) && !word.StartsWith("Mc") && !word.StartsWith("Mac"))
            {
                return true;
            }
        }

        return false;
    }
}
