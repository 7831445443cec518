using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>What single words are in a name: parts of it, titles, organisation words, points of initials.</summary>
internal sealed class NameWords(TextView view)
{
    private readonly NameKinds[] _kinds = view.Words.EachSpelling(word => NameLexicon.Shared.Kinds(word));

    public Capitals Capitals { get; } = new(view);

    /// <summary>Whether the lexicon has a token as one of these kinds.</summary>
    public bool Is(NameKinds kinds, int token) => (Kinds(token) & kinds) != NameKinds.None;

    /// <summary>Whether the lexicon has the tokens together as one of these kinds.</summary>
    public bool Is(NameKinds kinds, int from, int end) => end == from + 1
        ? Is(kinds, from)
        : Is(NameKinds.BeginsPhrase, from) && (NameLexicon.Shared.Kinds(view.Phrase(from, end)) & kinds) != NameKinds.None;

    public bool IsNamePart(int i) => Capitals.IsCapitalised(i) && (Kinds(i) & (NameKinds.NotName | NameKinds.OrganisationKnown)) is not NameKinds.NotName;

    public bool IsOrganisationWord(int i) => Is(NameKinds.OrganisationWord, i);

    public bool HasOrganisationWord(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (IsOrganisationWord(i))
            {
                return true;
            }
        }

        return false;
    }

    // Length in tokens of the title at a token, or 0.
    public int TitleLength(int from, int end)
    {
        for (var length = Math.Min(3, end - from); length > 0; length--)
        {
            if (Is(NameKinds.Title, from, from + length))
            {
                // "Mr." and "Gen." keep their point outside the title.
                return from + length < end && view.Is(from + length, '.') ? length + 1 : length;
            }
        }

        return 0;
    }

    // "Mr. Smith", "président Macron": a title before the sequence.
    public bool FollowsTitle(Sentence sentence, int from)
    {
        var before = from - 1;
        if (before >= sentence.FirstToken && view.Is(before, '.'))
        {
            before--;
        }

        for (var first = before; first >= Math.Max(sentence.FirstToken, before - 2); first--)
        {
            if (view.IsWord(first) && Is(NameKinds.Title, first, before + 1))
            {
                return true;
            }
        }

        return false;
    }

    // The point of a middle initial or a title: "George W. Bush", "Gen. Smith".
    public bool IsInitialPoint(int i) => view.Is(i, '.') && i + 1 < view.Tokens.Count && IsNamePart(i + 1) && i > 0 && view.Tokens[i].Start == view.Tokens[i - 1].End
        && view.SentenceOf(i + 1) == view.SentenceOf(i) && (view.Tokens[i - 1].Length == 1 || Is(NameKinds.Title, i - 1) || view.Word(i - 1) is "St" or "Jr" or "Sr" or "Inc" or "Corp" or "Ltd");

    private NameKinds Kinds(int token) => _kinds[view.Words.SpellingOf(token)];
}
