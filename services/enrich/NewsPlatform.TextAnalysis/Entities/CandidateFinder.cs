using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>
/// Finds sequences of capitalised words that may be names. Titles before a name and nationalities before a person are cut off;
/// capitals at the beginning of a sentence count only where the word is not a common one. Headlines in title case give no sequences.
/// </summary>
internal sealed class CandidateFinder(TextView view)
{
    private const int MaxTokens = 10;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Particles = new HashSet<string>(StringComparer.Ordinal)
    {
        "de", "del", "della", "di", "da", "do", "dos", "das", "la", "van", "von", "der", "den", "ter", "ten", "bin", "ibn", "al", "el", "du", "des", "zu", "e", "y", "af", "av", "dal", "degli", "dei",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly NameLexicon _lexicon = NameLexicon.Shared;
    private readonly Gazetteer _gazetteer = Gazetteer.Shared;
    private readonly HashSet<string> _midSentence = new(StringComparer.Ordinal);
    private readonly bool _english = view.Language is "en";

    public List<Candidate> Find()
    {
        var candidates = new List<Candidate>();
        CollectMidSentenceNames();
        foreach (var sentence in view.Sentences)
        {
            var titleCase = IsTitleCase(sentence);
            var i = sentence.FirstToken;
            while (i < sentence.EndToken)
            {
                i = Next(sentence, i, titleCase, candidates);
            }
        }

        return candidates;
    }

    // Words written with a capital where no sentence begins: such a word is a name at the beginning of a sentence too.
    private void CollectMidSentenceNames()
    {
        var lookup = _midSentence.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var sentence in view.Sentences)
        {
            if (IsTitleCase(sentence))
            {
                continue;
            }

            for (var i = sentence.FirstToken + 1; i < sentence.EndToken; i++)
            {
                if (IsCapitalised(i) && !IsStart(sentence, i))
                {
                    lookup.Add(view.Word(i));
                }
            }
        }
    }

    private int Next(Sentence sentence, int i, bool titleCase, List<Candidate> found)
    {
        if (!IsNamePart(i))
        {
            return i + 1;
        }

        if (titleCase)
        {
            return InTitleCase(sentence, i, found);
        }

        var end = EndOfSequence(sentence, i);
        var atStart = IsStart(sentence, i);
        var from = atStart ? SkipCommonStart(i, end) : i;
        if (from == end)
        {
            return end;
        }

        Add(sentence, from, end, atStart && from == i, found);
        return end;
    }

    // Cuts titles and nationalities off a sequence and adds what is left.
    private void Add(Sentence sentence, int from, int end, bool atStart, List<Candidate> found)
    {
        var titled = false;
        var organisation = IsOrganisationWord(end - 1);
        while (from < end && TitleLength(from, end) is > 0 and var length)
        {
            // "President's Office", "General Motors": a title word that makes an organisation stays.
            if (from + length < end && organisation)
            {
                break;
            }

            from += length;
            titled = true;
        }

        if (from < end && !titled && !organisation)
        {
            // "US President Joe Biden", "Pakistani Prime Minister Imran Khan": two names, or a nationality and a name.
            for (var i = from + 1; i < end; i++)
            {
                if (TitleLength(i, end) is > 0 and var inner && IsOwner(from, i))
                {
                    Add(sentence, from, i, atStart, found);
                    (from, titled) = (i + inner, true);
                    break;
                }
            }

            if (end - from > 1 && !titled && _lexicon.Demonyms.Contains(view.Word(from)) && _gazetteer.IsGivenName(view.Word(from + 1)))
            {
                from++;
            }
        }

        while (from < end && (Particles.Contains(view.Word(from)) || view.Is(from, '.')))
        {
            from++;
        }

        if (from < end && !IsDropped(from, end))
        {
            found.Add(new Candidate(from, end, Name(from, end)) { Titled = titled || FollowsTitle(sentence, from), AtStart = atStart });
        }
    }

    // Someone's title may stand after it: a country, a nationality, an organisation.
    private bool IsOwner(int from, int end)
    {
        var words = view.Words(from, end);
        return _gazetteer.Places(words) is not null || _lexicon.PlaceKnown.Contains(words) || _lexicon.OrganisationKnown.Contains(words) || _lexicon.Demonyms.Contains(words)
            || IsOrganisationWord(end - 1) || (end - from == 1 && IsAllCapitals(words));
    }

    // In a headline every word may have a capital: only what the text or the gazetteer knows is taken.
    private int InTitleCase(Sentence sentence, int i, List<Candidate> found)
    {
        for (var end = Math.Min(sentence.EndToken, i + 5); end > i; end--)
        {
            if (!IsNamePart(end - 1))
            {
                continue;
            }

            var name = view.Words(i, end);
            var known = _gazetteer.Places(name) is not null || _lexicon.OrganisationKnown.Contains(name) || _lexicon.PlaceKnown.Contains(name)
                || (end == i + 1 ? _midSentence.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) : IsKnownSequence(i, end));
            if (known && !IsDropped(i, end) && !(end == i + 1 && view.Vocabulary.IsCommon(view.LowerWord(i))))
            {
                found.Add(new Candidate(i, end, Name(i, end)));
                return end;
            }
        }

        return i + 1;
    }

    private bool IsKnownSequence(int from, int end)
    {
        var lookup = _midSentence.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = from; i < end; i++)
        {
            if (!IsCapitalised(i) || (!lookup.Contains(view.Word(i)) && !(i == from && _gazetteer.IsGivenName(view.Word(i)))))
            {
                return false;
            }
        }

        return !view.Vocabulary.IsCommon(view.LowerWord(end - 1));
    }

    private int EndOfSequence(Sentence sentence, int i)
    {
        var end = i + 1;
        while (end < sentence.EndToken && end - i < MaxTokens)
        {
            if (IsInitialPoint(end))
            {
                end++;
                continue;
            }

            if (IsNamePart(end) && !IsStart(sentence, end))
            {
                end++;
                continue;
            }

            var next = Connected(sentence, i, end);
            if (next == 0)
            {
                break;
            }

            end = next;
        }

        // A trailing initial's point or connector does not belong to the name.
        while (end > i + 1 && !IsNamePart(end - 1) && !view.Is(end - 1, '.'))
        {
            end--;
        }

        return end;
    }

    // One past the name part that a connector at `at` leads to; 0 when it does not connect.
    private int Connected(Sentence sentence, int from, int at)
    {
        if (at + 1 >= sentence.EndToken)
        {
            return 0;
        }

        var word = view.Word(at);
        if (word is "&" || (Particles.Contains(word) && !(_english && word is "do" or "e" or "y" or "la")))
        {
            if (IsNamePart(at + 1))
            {
                return Joins(from, at, word) ? at + 2 : 0;
            }

            return at + 2 < sentence.EndToken && Particles.Contains(view.Word(at + 1)) && IsNamePart(at + 2) && Joins(from, at, word) ? at + 3 : 0;
        }

        if (word is "of" or "for" || (word is "and" && HasOrganisationWord(from, at) && at - from > 2 && ContainsOf(from, at)))
        {
            if (!HasOrganisationWord(from, at) && !HasPlaceOrEventHead(from, at))
            {
                return 0;
            }

            var next = at + 1;
            if (view.Word(next) is "the" && next + 1 < sentence.EndToken)
            {
                next++;
            }

            return IsNamePart(next) ? next + 1 : 0;
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

        if (HasOrganisationWord(from, at) || HasPlaceOrEventHead(from, at))
        {
            return particle is not ("e" or "y") || at - from > 1;
        }

        // After a title there is a name of a place or a person: leave it to the name.
        return particle is not ("e" or "y") && TitleLength(from, at) == 0 && _gazetteer.IsGivenName(view.Word(at - 1)) && _gazetteer.Places(view.Word(at - 1)) is null;
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

    private bool HasOrganisationWord(int from, int end)
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

    private bool HasPlaceOrEventHead(int from, int end) => _lexicon.PlaceFirst.Contains(view.Word(from)) || _lexicon.EventFirst.Contains(view.Word(from))
        || _lexicon.PlaceFirst.Contains(Name(from, Math.Min(end + 1, from + 2)));

    private bool IsOrganisationWord(int i) => _lexicon.OrganisationLast.Contains(view.Word(i)) || _lexicon.OrganisationFirst.Contains(view.Word(i));

    private int SkipCommonStart(int from, int end)
    {
        var lookup = _midSentence.GetAlternateLookup<ReadOnlySpan<char>>();
        while (from < end)
        {
            var word = view.Word(from);
            var lower = view.LowerWord(from);
            if (BeginsKnownName(from, end))
            {
                return from;
            }

            if (view.Vocabulary.IsFunctionWord(lower))
            {
                from++;
                continue;
            }

            // "Former President", "Students": a small word with a capital for once. "Will Smith", "Bank of England" stay.
            var name = lookup.Contains(word) || IsAllCapitals(word) || _gazetteer.Places(word) is not null || (from + 1 < end && (_gazetteer.IsGivenName(word)
                || IsOrganisationWord(from) || _lexicon.PlaceFirst.Contains(word) || _lexicon.EventFirst.Contains(word) || TitleLength(from, end) > 0
                || IsOrganisationWord(end - 1)));
            if (!name && IsCommonForm(lower))
            {
                from++;
                continue;
            }

            return from;
        }

        return end;
    }

    // "New Delhi", "The Hague"
    private bool BeginsKnownName(int from, int end)
    {
        for (var to = Math.Min(end, from + 3); to > from + 1; to--)
        {
            var words = view.Words(from, to);
            if (_gazetteer.Places(words) is not null || _lexicon.PlaceKnown.Contains(words) || _lexicon.OrganisationKnown.Contains(words))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCommonForm(ReadOnlySpan<char> lower)
    {
        var words = view.Vocabulary;
        if (words.IsCommon(lower))
        {
            return true;
        }

        if (!_english || lower.Length < 4)
        {
            return false;
        }

        return (lower.EndsWith("s") && words.IsCommon(lower[..^1])) || (lower.EndsWith("ing") && lower.Length > 5) || lower.EndsWith("ly")
            || (lower.EndsWith("ed") && (words.IsCommon(lower[..^2]) || words.IsCommon(lower[..^1])));
    }

    private bool IsDropped(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            var word = view.Word(i);
            if (view.IsWord(i) && !_lexicon.Demonyms.Contains(word) && !_lexicon.NotNames.Contains(word) && (!view.Vocabulary.IsFunctionWord(view.LowerWord(i)) || IsAllCapitals(word)))
            {
                return end - from == 1 && (view.Tokens[i].Length < 2 || _lexicon.Titles.Contains(word));
            }
        }

        // Only nationalities, months and the like: a name only where the whole is one ("Saudi Arabia" is, "Pakistani" is not).
        var words = view.Words(from, end);
        return !_lexicon.OrganisationKnown.Contains(words) && !_lexicon.PlaceKnown.Contains(words) && (end - from == 1 || _gazetteer.Places(words) is null);
    }

    // Length in tokens of the title at a token, or 0.
    private int TitleLength(int from, int end)
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
    private bool FollowsTitle(Sentence sentence, int from)
    {
        var before = from - 1;
        if (before >= sentence.FirstToken && view.Is(before, '.'))
        {
            before--;
        }

        return before >= sentence.FirstToken && view.IsWord(before) && _lexicon.Titles.Contains(view.Word(before));
    }

    // The point of a middle initial or a title: "George W. Bush", "Gen. Smith".
    private bool IsInitialPoint(int i) => view.Is(i, '.') && i + 1 < view.Tokens.Count && IsNamePart(i + 1) && i > 0 && view.Tokens[i].Start == view.Tokens[i - 1].End
        && view.SentenceOf(i + 1) == view.SentenceOf(i) && (view.Tokens[i - 1].Length == 1 || _lexicon.Titles.Contains(view.Word(i - 1)) || view.Word(i - 1) is "St" or "Jr" or "Sr" or "Inc" or "Corp" or "Ltd");

    private bool IsNamePart(int i)
    {
        if (!IsCapitalised(i))
        {
            return false;
        }

        var word = view.Word(i);
        return !_lexicon.NotNames.Contains(word) || _lexicon.OrganisationKnown.Contains(word);
    }

    private bool IsCapitalised(int i)
    {
        if (!view.IsWord(i))
        {
            return false;
        }

        var word = view.Word(i);
        if (!char.IsUpper(word[0]))
        {
            // iPhone, eBay, al-Assad
            return word.Length > 3 && char.IsLower(word[0]) && (char.IsUpper(word[1]) || (word.StartsWith("al-") && char.IsUpper(word[3])));
        }

        // "US-led", "Russia-backed": an adjective.
        var hyphen = word.LastIndexOf('-');
        return hyphen < 0 || hyphen + 1 >= word.Length || !char.IsLower(word[hyphen + 1]) || char.IsLower(word[hyphen + 1]) && word.Length - hyphen <= 3 || view.Language is not "en";
    }

    private static bool IsAllCapitals(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c))
            {
                return false;
            }
        }

        return word.Length > 1;
    }

    // The first word of a sentence or after an opening mark.
    private bool IsStart(Sentence sentence, int i)
    {
        for (var k = i - 1; k >= sentence.FirstToken; k--)
        {
            var token = view.Tokens[k];
            if (token.Kind != TokenKind.Mark)
            {
                return false;
            }

            if (view.Text[token.Start] is '“' or '„' or '«' or '"' or '‘' or ':' or '•' or '*' or '」')
            {
                return true;
            }

            if (view.Text[token.Start] is ',' or '\'' or '’' or '&' or '/' or '-' or '(')
            {
                return false;
            }
        }

        return true;
    }

    // Four of five longer words with a capital: a headline in title case, or all capitals.
    private bool IsTitleCase(Sentence sentence)
    {
        int capitals = 0, words = 0;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (view.IsWord(i) && view.Tokens[i].Length > 3)
            {
                words++;
                capitals += char.IsUpper(view.Text[view.Tokens[i].Start]) ? 1 : 0;
            }
        }

        return words >= 5 && capitals * 5 >= words * 4 && view.Language is not "de";
    }

    private string Name(int from, int end) => view.Words(from, end).ToString();
}
