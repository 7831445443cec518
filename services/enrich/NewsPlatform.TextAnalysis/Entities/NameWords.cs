using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>What single words are in a name: parts of it, titles, organisation words, points of initials.</summary>
internal sealed class NameWords(TextView view)
{
    private readonly NameLexicon _lexicon = NameLexicon.Shared;

    public Capitals Capitals { get; } = new(view);

    public bool IsNamePart(int i)
    {
        if (!Capitals.IsCapitalised(i))
        {
            return false;
        }

        var word = view.Word(i);
        return !_lexicon.NotNames.Contains(word) || _lexicon.OrganisationKnown.Contains(word);
    }

    public bool IsOrganisationWord(int i) => _lexicon.OrganisationLast.Contains(view.Word(i)) || _lexicon.OrganisationFirst.Contains(view.Word(i));

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
            if (_lexicon.Titles.Contains(view.Words(from, from + length)))
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
            if (view.IsWord(first) && _lexicon.Titles.Contains(view.Words(first, before + 1)))
            {
                return true;
            }
        }

        return false;
    }

    // The point of a middle initial or a title: "George W. Bush", "Gen. Smith".
    public bool IsInitialPoint(int i) => view.Is(i, '.') && i + 1 < view.Tokens.Count && IsNamePart(i + 1) && i > 0 && view.Tokens[i].Start == view.Tokens[i - 1].End
        && view.SentenceOf(i + 1) == view.SentenceOf(i) && (view.Tokens[i - 1].Length == 1 || _lexicon.Titles.Contains(view.Word(i - 1)) || view.Word(i - 1) is "St" or "Jr" or "Sr" or "Inc" or "Corp" or "Ltd");
}
