using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Decides which small words join the parts of a name: "Bank of England", "Ursula von der Leyen", "Marks &amp; Spencer".</summary>
internal sealed class NameConnectors(TextView view, NameWords words)
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Particles = new HashSet<string>(StringComparer.Ordinal)
    {
        "de", "del", "della", "di", "da", "do", "dos", "das", "la", "van", "von", "der", "den", "ter", "ten", "bin", "ibn", "al", "el", "du", "des", "zu", "e", "y", "af", "av", "dal", "degli", "dei",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Gazetteer _gazetteer = Gazetteer.Shared;
    private readonly bool _english = view.Language is "en";

    /// <summary>Whether the word is a particle of people's names in some language.</summary>
    public static bool IsParticle(ReadOnlySpan<char> word) => Particles.Contains(word);

    /// <summary>One past the name part that a connector at <paramref name="at"/> leads to; 0 when it does not connect.</summary>
    public int End(Sentence sentence, int from, int at)
    {
        if (at + 1 >= sentence.EndToken)
        {
            return 0;
        }

        var word = view.Word(at);
        if (word is "&" || (Particles.Contains(word) && !(_english && word is "do" or "e" or "y" or "la")))
        {
            if (words.IsNamePart(at + 1))
            {
                return Joins(from, at, word) ? at + 2 : 0;
            }

            return at + 2 < sentence.EndToken && Particles.Contains(view.Word(at + 1)) && words.IsNamePart(at + 2) && Joins(from, at, word) ? at + 3 : 0;
        }

        if (word is "of" && KnownAcross(sentence, from, at) is > 0 and var known)
        {
            return known;
        }

        if (word is "of" or "for" || (word is "and" && words.HasOrganisationWord(from, at) && at - from > 2 && ContainsOf(from, at)))
        {
            if (!words.HasOrganisationWord(from, at) && !HasPlaceOrEventHead(from, at))
            {
                return 0;
            }

            var next = at + 1;
            if (view.Word(next) is "the" && next + 1 < sentence.EndToken)
            {
                next++;
            }

            return words.IsNamePart(next) ? next + 1 : 0;
        }

        return 0;
    }

    // "Democratic Republic of the Congo": one name of the gazetteer.
    private int KnownAcross(Sentence sentence, int from, int at)
    {
        for (var end = at + 2; end <= Math.Min(sentence.EndToken, at + 3); end++)
        {
            if (_gazetteer.Places(view.Phrase(from, end)) is not null)
            {
                return end;
            }
        }

        return 0;
    }

    // "Banco de España", "Carlos de la Cruz", "Ursula von der Leyen": not "Präsident von Brasilien".
    private bool Joins(int from, int at, ReadOnlySpan<char> particle)
    {
        if (particle is "&")
        {
            return true;
        }

        if (words.HasOrganisationWord(from, at) || HasPlaceOrEventHead(from, at))
        {
            return particle is not ("e" or "y") || at - from > 1;
        }

        // After a title there is a name of a place or a person: leave it to the name.
        return particle is not ("e" or "y") && words.TitleLength(from, at) == 0 && _gazetteer.Places(view.Word(at - 1)) is null
            && (_gazetteer.IsGivenName(view.Word(at - 1)) || _gazetteer.IsGivenName(view.Word(from)));
    }

    private bool ContainsOf(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (view.Word(i) is "of" or "for")
            {
                return true;
            }
        }

        return false;
    }

    private bool HasPlaceOrEventHead(int from, int end) => words.Is(NameKinds.PlaceFirst | NameKinds.EventFirst, from)
        || words.Is(NameKinds.PlaceFirst, from, Math.Min(end + 1, from + 2));
}
