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
    private readonly Gazetteer _gazetteer = Gazetteer.Shared;
    private readonly bool[] _midSentence;
    private readonly bool _english;

    public CandidateFinder(TextView view, NameWords words)
    {
        (_view, _words) = (view, words);
        _connectors = new NameConnectors(view, words);
        _midSentence = new bool[view.Words.Count];
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
                    _midSentence[_view.Words.SpellingOf(i)] = true;
                }
            }
        }
    }

    private bool IsMidSentence(int token) => _midSentence[_view.Words.SpellingOf(token)];

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

    private bool IsNoun(int token) => _view.Use(token).IsCommon && !_words.IsOrganisationWord(token) && _words.TitleLength(token, token + 1) == 0
        && !_words.Is(NameKinds.Known, token) && !Capitals.IsAllCapitals(_view.Word(token));

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

            if (end - from > 1 && !titled && _words.Is(NameKinds.Demonym, from) && _gazetteer.IsGivenName(_view.Word(from + 1)))
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
        var words = _view.Phrase(from, end);
        return _gazetteer.Places(words) is not null || _words.Is(NameKinds.Known | NameKinds.Demonym, from, end)
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

            var name = _view.Phrase(i, end);
            var known = _gazetteer.Places(name) is not null || _words.Is(NameKinds.Known, i, end)
                || (end == i + 1 ? IsMidSentence(i) : IsKnownSequence(i, end));
            if (known && !IsDropped(i, end) && !(end == i + 1 && _view.Use(i).IsCommon))
            {
                found.Add(new Candidate(i, end, Name(i, end)));
                return end;
            }
        }

        return i + 1;
    }

    private bool IsKnownSequence(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (!_words.Capitals.IsCapitalised(i) || (!IsMidSentence(i) && !(i == from && _gazetteer.IsGivenName(_view.Word(i)))))
            {
                return false;
            }
        }

        return !_view.Use(end - 1).IsCommon;
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
        while (from < end)
        {
            var word = _view.Word(from);
            if (BeginsKnownName(from, end))
            {
                return from;
            }

            if (_view.Use(from).IsFunctionWord)
            {
                from++;
                continue;
            }

            // "Former President", "Students": a small word with a capital for once. "Will Smith", "Bank of England" stay.
            var name = IsMidSentence(from) || Capitals.IsAllCapitals(word) || _gazetteer.Places(word) is not null || (from + 1 < end && (_gazetteer.IsGivenName(word)
                || _words.IsOrganisationWord(from) || _words.Is(NameKinds.PlaceFirst | NameKinds.EventFirst, from) || _words.TitleLength(from, end) > 0
                || _words.IsOrganisationWord(end - 1)));
            if (!name && IsCommonForm(from))
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
            if (_words.Is(NameKinds.Known, from, to) || _gazetteer.Places(_view.Phrase(from, to)) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCommonForm(int token)
    {
        if (_view.Use(token).IsCommon)
        {
            return true;
        }

        var words = _view.Vocabulary;
        var lower = _view.Words.Lower(token);
        if (!_english || lower.Length < 4)
        {
            return false;
        }

        return (lower.EndsWith('s') && words.Use(lower[..^1]).IsCommon) || (lower.EndsWith("ing", StringComparison.Ordinal) && lower.Length > 5) || lower.EndsWith("ly", StringComparison.Ordinal)
            || (lower.EndsWith("ed", StringComparison.Ordinal) && (words.Use(lower[..^2]).IsCommon || words.Use(lower[..^1]).IsCommon));
    }

    private bool IsDropped(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            var word = _view.Word(i);
            if (_view.IsWord(i) && !_words.Is(NameKinds.Demonym | NameKinds.NotName, i) && (!_view.Use(i).IsFunctionWord || Capitals.IsAllCapitals(word)))
            {
                return end - from == 1 && (_view.Tokens[i].Length < 2 || _words.Is(NameKinds.Title, i));
            }
        }

        // Only nationalities, months and the like: a name only where the whole is one ("Saudi Arabia" is, "Pakistani" is not).
        return !_words.Is(NameKinds.Known, from, end) && (end - from == 1 || _gazetteer.Places(_view.Phrase(from, end)) is null);
    }

    private string Name(int from, int end) => _view.Phrase(from, end).ToString();
}
