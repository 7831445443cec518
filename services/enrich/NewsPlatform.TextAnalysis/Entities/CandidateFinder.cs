using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>
/// Finds sequences of capitalised words that may be names. Titles before a name and nationalities before a person are cut off;
/// capitals at the beginning of a sentence count only where the word is not a common one. Headlines in title case give no sequences.
/// </summary>
internal sealed class CandidateFinder
{
    private const int MaxTokens = 10;

    private readonly TextView _view;
    private readonly NameWords _words;
    private readonly NameConnectors _connectors;
    private readonly NameLexicon _lexicon = NameLexicon.Shared;
    private readonly Gazetteer _gazetteer = Gazetteer.Shared;
    private readonly HashSet<string> _midSentence = new(StringComparer.Ordinal);
    private readonly bool _english;

    public CandidateFinder(TextView view)
    {
        _view = view;
        _words = new NameWords(view);
        _connectors = new NameConnectors(view, _words);
        _english = view.Language is "en";
    }

    public List<Candidate> Find()
    {
        var candidates = new List<Candidate>();
        CollectMidSentenceNames();
        foreach (var sentence in _view.Sentences)
        {
            var titleCase = _words.Capitals.IsTitleCase(sentence);
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
        foreach (var sentence in _view.Sentences)
        {
            if (_words.Capitals.IsTitleCase(sentence))
            {
                continue;
            }

            for (var i = sentence.FirstToken + 1; i < sentence.EndToken; i++)
            {
                if (_words.Capitals.IsCapitalised(i) && !_words.Capitals.IsStart(sentence, i))
                {
                    lookup.Add(_view.Word(i));
                }
            }
        }
    }

    private int Next(Sentence sentence, int i, bool titleCase, List<Candidate> found)
    {
        if (!_words.IsNamePart(i))
        {
            return i + 1;
        }

        // "Secretary of State Condoleezza Rice": the name follows the title.
        if (_words.TitleLength(i, sentence.EndToken) is > 1 and var title && i + title < sentence.EndToken && _words.IsNamePart(i + title))
        {
            return i + title;
        }

        if (titleCase)
        {
            return InTitleCase(sentence, i, found);
        }

        var end = EndOfSequence(sentence, i);
        var atStart = _words.Capitals.IsStart(sentence, i);
        var from = atStart ? SkipCommonStart(i, end) : i;
        if (from == end)
        {
            return end;
        }

        var (first, last) = _view.Language is "de" ? WithoutNouns(from, end) : (from, end);
        if (first < last)
        {
            Add(sentence, first, last, atStart && first == i, found);
        }

        return end;
    }

    // German writes common nouns with capitals: "Stahlkonzern Arcelor", "Dirigent Yehudi Menuhin".
    private (int From, int End) WithoutNouns(int from, int end)
    {
        while (from < end && IsNoun(from) && !(from + 1 < end && _gazetteer.IsGivenName(_view.Word(from))) && !BeginsKnownName(from, end))
        {
            from++;
        }

        while (end > from && IsNoun(end - 1) && !(end - 1 > from && _gazetteer.IsFamilyName(_view.Word(end - 1))))
        {
            end--;
        }

        return (from, end);
    }

    private bool IsNoun(int token) => _view.Vocabulary.IsCommon(_view.LowerWord(token)) && !_words.IsOrganisationWord(token) && _words.TitleLength(token, token + 1) == 0
        && !_lexicon.OrganisationKnown.Contains(_view.Word(token)) && !_lexicon.PlaceKnown.Contains(_view.Word(token)) && !Capitals.IsAllCapitals(_view.Word(token));

    // Cuts titles and nationalities off a sequence and adds what is left.
    private void Add(Sentence sentence, int from, int end, bool atStart, List<Candidate> found)
    {
        var titled = false;
        var organisation = _words.IsOrganisationWord(end - 1);
        while (from < end && _words.TitleLength(from, end) is > 0 and var length)
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
                if (_words.TitleLength(i, end) is > 0 and var inner && IsOwner(from, i))
                {
                    Add(sentence, from, i, atStart, found);
                    (from, titled) = (i + inner, true);
                    break;
                }
            }

            if (end - from > 1 && !titled && _lexicon.Demonyms.Contains(_view.Word(from)) && _gazetteer.IsGivenName(_view.Word(from + 1)))
            {
                from++;
            }
        }

        while (from < end && (NameConnectors.IsParticle(_view.Word(from)) || _view.Is(from, '.')))
        {
            from++;
        }

        if (from < end && !IsDropped(from, end))
        {
            found.Add(new Candidate(from, end, Name(from, end)) { Titled = titled || _words.FollowsTitle(sentence, from), AtStart = atStart });
        }
    }

    // Someone's title may stand after it: a country, a nationality, an organisation.
    private bool IsOwner(int from, int end)
    {
        var words = _view.Words(from, end);
        return _gazetteer.Places(words) is not null || _lexicon.PlaceKnown.Contains(words) || _lexicon.OrganisationKnown.Contains(words) || _lexicon.Demonyms.Contains(words)
            || _words.IsOrganisationWord(end - 1) || (end - from == 1 && Capitals.IsAllCapitals(words));
    }

    // In a headline every word may have a capital: only what the text or the gazetteer knows is taken.
    private int InTitleCase(Sentence sentence, int i, List<Candidate> found)
    {
        for (var end = Math.Min(sentence.EndToken, i + 5); end > i; end--)
        {
            if (!_words.IsNamePart(end - 1))
            {
                continue;
            }

            var name = _view.Words(i, end);
            var known = _gazetteer.Places(name) is not null || _lexicon.OrganisationKnown.Contains(name) || _lexicon.PlaceKnown.Contains(name)
                || (end == i + 1 ? _midSentence.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) : IsKnownSequence(i, end));
            if (known && !IsDropped(i, end) && !(end == i + 1 && _view.Vocabulary.IsCommon(_view.LowerWord(i))))
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
            if (!_words.Capitals.IsCapitalised(i) || (!lookup.Contains(_view.Word(i)) && !(i == from && _gazetteer.IsGivenName(_view.Word(i)))))
            {
                return false;
            }
        }

        return !_view.Vocabulary.IsCommon(_view.LowerWord(end - 1));
    }

    private int EndOfSequence(Sentence sentence, int i)
    {
        var end = i + 1;
        while (end < sentence.EndToken && end - i < MaxTokens)
        {
            if (_words.IsInitialPoint(end))
            {
                end++;
                continue;
            }

            if (_words.IsNamePart(end) && !_words.Capitals.IsStart(sentence, end))
            {
                end++;
                continue;
            }

            var next = _connectors.End(sentence, i, end);
            if (next == 0)
            {
                break;
            }

            end = next;
        }

        // A trailing initial's point or connector does not belong to the name.
        while (end > i + 1 && !_words.IsNamePart(end - 1) && !_view.Is(end - 1, '.'))
        {
            end--;
        }

        return end;
    }

    private int SkipCommonStart(int from, int end)
    {
        var lookup = _midSentence.GetAlternateLookup<ReadOnlySpan<char>>();
        while (from < end)
        {
            var word = _view.Word(from);
            var lower = _view.LowerWord(from);
            if (BeginsKnownName(from, end))
            {
                return from;
            }

            if (_view.Vocabulary.IsFunctionWord(lower))
            {
                from++;
                continue;
            }

            // "Former President", "Students": a small word with a capital for once. "Will Smith", "Bank of England" stay.
            var name = lookup.Contains(word) || Capitals.IsAllCapitals(word) || _gazetteer.Places(word) is not null || (from + 1 < end && (_gazetteer.IsGivenName(word)
                || _words.IsOrganisationWord(from) || _lexicon.PlaceFirst.Contains(word) || _lexicon.EventFirst.Contains(word) || _words.TitleLength(from, end) > 0
                || _words.IsOrganisationWord(end - 1)));
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
            var words = _view.Words(from, to);
            if (_gazetteer.Places(words) is not null || _lexicon.PlaceKnown.Contains(words) || _lexicon.OrganisationKnown.Contains(words))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCommonForm(ReadOnlySpan<char> lower)
    {
        var words = _view.Vocabulary;
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
            var word = _view.Word(i);
            if (_view.IsWord(i) && !_lexicon.Demonyms.Contains(word) && !_lexicon.NotNames.Contains(word) && (!_view.Vocabulary.IsFunctionWord(_view.LowerWord(i)) || Capitals.IsAllCapitals(word)))
            {
                return end - from == 1 && (_view.Tokens[i].Length < 2 || _lexicon.Titles.Contains(word));
            }
        }

        // Only nationalities, months and the like: a name only where the whole is one ("Saudi Arabia" is, "Pakistani" is not).
        var words = _view.Words(from, end);
        return !_lexicon.OrganisationKnown.Contains(words) && !_lexicon.PlaceKnown.Contains(words) && (end - from == 1 || _gazetteer.Places(words) is null);
    }

    private string Name(int from, int end) => _view.Words(from, end).ToString();
}
