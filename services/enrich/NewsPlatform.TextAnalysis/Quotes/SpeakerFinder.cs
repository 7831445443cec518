using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Entities;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>
/// Finds who a cue word attributes speech to: the name, pronoun or description before the verb ("Khan said", "the statement said"),
/// or after it ("said Khan"). Pronouns stand for the person mentioned last.
/// </summary>
internal sealed class SpeakerFinder
{
    // Bounds of the searches: they keep long lists and endless sentences linear.
    private const int MaxMentionsBack = 60;
    private const int MaxTokensToSubject = 40;

    private readonly TextView _view;
    private readonly CueWords _cues;
    private readonly CueKinds[] _kinds;
    private readonly List<(TextSpan Span, Entity Entity)> _mentions = [];
    private readonly bool[] _quoted;

    public SpeakerFinder(TextView view, CueWords cues, List<RecognisedEntity> entities, List<TextSpan> quotes)
    {
        _view = view;
        _cues = cues;
        _kinds = view.Words.Each(cues.Kinds);
        foreach (var entity in entities)
        {
            foreach (var mention in entity.Mentions)
            {
                _mentions.Add((mention, entity.Entity));
            }
        }

        _mentions.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        _quoted = new bool[view.Tokens.Count];
        foreach (var quote in quotes)
        {
            for (var i = view.TokenAt(quote.Start); i < view.Tokens.Count && view.Tokens[i].Start < quote.End; i++)
            {
                _quoted[i] = true;
            }
        }
    }

    public bool IsQuoted(int token) => _quoted[token];

    public bool IsCue(int token, bool verbsOnly)
    {
        if (_quoted[token] || !_view.IsWord(token))
        {
            return false;
        }

        // "United States", "Reports": a capital within a sentence makes a name of it.
        if (char.IsUpper(_view.Text[_view.Tokens[token].Start]) && token > _view.Sentences[_view.SentenceOf(token)].FirstToken)
        {
            return false;
        }

        return Is(verbsOnly ? CueKinds.Verb : CueKinds.Verb | CueKinds.Weak, token);
    }

    /// <summary>Length in tokens of a phrase like "according to" at a token; 0 for none.</summary>
    public int SourceLength(int token)
    {
        if (_quoted[token])
        {
            return 0;
        }

        var first = _kinds[_view.Words.WordOf(token)];
        for (var length = first.HasFlag(CueKinds.BeginsPhrase) ? Math.Min(3, _view.Tokens.Count - token) : 1; length > 0; length--)
        {
            var kinds = length == 1 ? first : _cues.Kinds(_view.LowerPhrase(token, token + length));
            if (kinds.HasFlag(CueKinds.Source))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Whether a token is a word of one of these kinds.</summary>
    public bool Is(CueKinds kinds, int token) => (_kinds[_view.Words.WordOf(token)] & kinds) != CueKinds.None && _view.IsWord(token);

    /// <summary>The speaker at a cue verb, looked for between two tokens.</summary>
    public Speaker? AtVerb(int cue, int from, int end, bool afterFirst)
    {
        var before = Before(cue, from);
        var after = Is(CueKinds.Object, cue) ? null : After(cue + 1, end);
        var chosen = afterFirst ? after ?? before : before ?? after;
        return chosen is { } span ? Named(span, cue, _view.Word(cue).ToString(), 0.9) : null;
    }

    /// <summary>The speaker after "according to".</summary>
    public Speaker? AfterSource(int source, int length, int end) =>
        After(source + length, end) is { } span ? Named(span, source, _view.Phrase(source, source + length).ToString(), 0.85) : null;

    private Speaker Named(TextSpan span, int cueToken, string cue, double score)
    {
        var entity = EntityAt(span);
        if (entity is not null)
        {
            return new Speaker(entity.Name, span, cue, cueToken, score) { IsPerson = entity.Type == EntityType.Person };
        }

        var token = _view.TokenAt(span.Start);
        if (Is(CueKinds.Pronoun, token) && _view.Tokens[token].End == span.End)
        {
            var person = LastPerson(span.Start);
            return new Speaker(person?.Name ?? _view.Slice(span), span, cue, cueToken, person is null ? 0.3 : score - 0.2) { IsPerson = true };
        }

        return new Speaker(_view.Slice(span), span, cue, cueToken, score - 0.2);
    }

    private Entity? EntityAt(TextSpan span)
    {
        Entity? found = null;
        for (var i = Math.Max(0, FirstMentionAfter(span.Start) - 1); i < _mentions.Count; i++)
        {
            if (_mentions[i].Span.Start >= span.End)
            {
                break;
            }

            if (_mentions[i].Span.Overlaps(span) && (found is null || _mentions[i].Entity.Type == EntityType.Person) && (span == _mentions[i].Span || _mentions[i].Entity.Type == EntityType.Person))
            {
                found = _mentions[i].Entity;
            }
        }

        return found;
    }

    // The person mentioned last; among several in one sentence the first, which is its subject most often.
    private Entity? LastPerson(int before)
    {
        Entity? found = null;
        var sentence = -1;
        var latest = FirstMentionAfter(before) - 1;
        for (var i = latest; i >= Math.Max(0, latest - MaxMentionsBack); i--)
        {
            var token = _view.TokenAt(_mentions[i].Span.Start);
            if (found is not null && _view.SentenceOf(token) != sentence)
            {
                break;
            }

            if (_mentions[i].Entity.Type == EntityType.Person && !_quoted[token])
            {
                (found, sentence) = (_mentions[i].Entity, _view.SentenceOf(token));
            }
        }

        return found;
    }

    private int FirstMentionAfter(int offset)
    {
        int from = 0, to = _mentions.Count;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (_mentions[middle].Span.Start <= offset)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    private TextSpan? MentionEndingAt(int token)
    {
        var end = _view.Tokens[token].End;
        for (var i = Math.Max(0, FirstMentionAfter(_view.Tokens[token].Start) - 1); i < _mentions.Count && _mentions[i].Span.Start < end; i++)
        {
            if (_mentions[i].Span.End >= end)
            {
                return _mentions[i].Span;
            }
        }

        return null;
    }

    private TextSpan? Before(int cue, int from)
    {
        var at = cue - 1;
        while (at >= from && !_quoted[at] && _view.IsWord(at) && Is(CueKinds.Skip, at))
        {
            at--;
        }

        if (at < from || _quoted[at])
        {
            return null;
        }

        if (_view.Is(at, ',') || _view.Is(at, ')') || _view.Is(at, '–') || _view.Is(at, '—'))
        {
            return BeforeApposition(at, from);
        }

        if (_view.LowerWord(at) is "and" or "but" or "und" or "et" or "y" or "e" or "en")
        {
            return Subject(_view.Sentences[_view.SentenceOf(at)].FirstToken, at);
        }

        if (Is(CueKinds.Pronoun, at) && _view.LowerWord(at) is not ("who" or "it"))
        {
            return _view.Tokens[at].Span;
        }

        if (_view.LowerWord(at) is "who" or "it" or "which")
        {
            return at > from ? _view.LowerWord(at) is "it" ? _view.Tokens[at].Span : BeforeApposition(at, from) : _view.Tokens[at].Span;
        }

        if (!_view.IsWord(at))
        {
            return null;
        }

        return Phrase(at, from);
    }

    // "Khan regretted the situation and said": the first name or pronoun of the sentence.
    private TextSpan? Subject(int from, int end)
    {
        for (var i = from; i < Math.Min(end, from + MaxTokensToSubject); i++)
        {
            if (!_quoted[i] && _view.IsWord(i) && (MentionEndingAt(i) is not null || Is(CueKinds.Pronoun, i)))
            {
                return MentionEndingAt(i) ?? _view.Tokens[i].Span;
            }
        }

        return null;
    }

    // "Smith, president of the club, said": the phrase before the first of the commas.
    private TextSpan? BeforeApposition(int comma, int from)
    {
        for (var i = comma - 1; i >= from && comma - i < 30; i--)
        {
            if (_quoted[i])
            {
                return null;
            }

            if ((_view.Is(i, ',') || _view.Is(i, '(') || _view.Is(i, '–') || _view.Is(i, '—')) && i > from && _view.IsWord(i - 1) && !_quoted[i - 1])
            {
                return Phrase(i - 1, from);
            }
        }

        return comma - 1 >= from && _view.IsWord(comma - 1) ? Phrase(comma - 1, from) : null;
    }

    // The noun phrase that ends at a token: a mention, or back to its determiner.
    private TextSpan? Phrase(int last, int from)
    {
        var mention = MentionEndingAt(last);
        var at = mention is { } m ? _view.TokenAt(m.Start) : last;

        // "a spokesman for X", "president of Y": the head stands further left.
        if (mention is not null && (at == from || !(at - 1 >= from && _view.LowerWord(at - 1) is "of" or "for" or "at" or "in" or "from" or "with" or "von" or "de" or "du")))
        {
            return mention;
        }

        for (var i = at; i >= from && last - i < 12; i--)
        {
            if (_quoted[i] || (!_view.IsWord(i) && !(_view.Tokens[i].Length == 2)))
            {
                return i < last ? new TextSpan(_view.Tokens[i + 1].Start, _view.Tokens[last].End) : null;
            }

            if (Is(CueKinds.Det, i) && !(i - 1 >= from && _view.LowerWord(i - 1) is "of" or "for" or "at" or "in" or "from" or "with"))
            {
                return new TextSpan(_view.Tokens[i].Start, _view.Tokens[last].End);
            }

            if (i < at && (Is(CueKinds.That, i) || _view.LowerWord(i) is "but" or "and" or "as" or "when" or "while"))
            {
                return new TextSpan(_view.Tokens[i + 1].Start, _view.Tokens[last].End);
            }
        }

        var start = Math.Max(from, last - 5);
        return _view.Use(last).IsFunctionWord ? null : new TextSpan(_view.Tokens[start].Start, _view.Tokens[last].End);
    }

    private TextSpan? After(int from, int end)
    {
        var at = from;
        while (at < end && at - from < 3 && !_quoted[at] && Is(CueKinds.Skip, at) && !Is(CueKinds.Det, at))
        {
            at++;
        }

        if (at >= end || _quoted[at] || !_view.IsWord(at) || Is(CueKinds.That, at))
        {
            return null;
        }

        if (Is(CueKinds.Pronoun, at))
        {
            return _view.Tokens[at].Span;
        }

        // A name, maybe after its title or description: "said Prime Minister Imran Khan", "said the statement".
        for (var i = at; i < end && i - at < 6 && !_quoted[i] && _view.IsWord(i); i++)
        {
            var capital = char.IsUpper(_view.Text[_view.Tokens[i].Start]);
            if (MentionEndingAt(i) is { } mention && mention.Start <= _view.Tokens[i].Start && (capital || i == at))
            {
                return mention;
            }

            if (i > at && (Is(CueKinds.That, i) || Is(CueKinds.Verb, i) || _view.LowerWord(i) is "in" or "on" or "at" or "to" or "during" or "after" or "of"))
            {
                return Is(CueKinds.Det, at) || char.IsUpper(_view.Text[_view.Tokens[at].Start]) ? new TextSpan(_view.Tokens[at].Start, _view.Tokens[i - 1].End) : null;
            }
        }

        if (!Is(CueKinds.Det, at) && !char.IsUpper(_view.Text[_view.Tokens[at].Start]))
        {
            return null;
        }

        var last = at;
        while (last + 1 < end && last - at < 5 && !_quoted[last + 1] && _view.IsWord(last + 1))
        {
            last++;
        }

        return new TextSpan(_view.Tokens[at].Start, _view.Tokens[last].End);
    }
}
