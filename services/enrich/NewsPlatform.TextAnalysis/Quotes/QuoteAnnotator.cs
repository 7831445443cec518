using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Entities;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>
/// Finds quoted words and who said them. Words between quotation marks that nobody says – titles, nicknames, scare quotes – are
/// left out; a quote without a speaker of its own goes on with the last one.
/// </summary>
internal static class QuoteAnnotator
{
    public static readonly AnnotatorRun Run = new("quotes.rules", "1");

    private const int ScareWords = 3;

    public static List<Quote> Annotate(TextView view, List<RecognisedEntity> entities, int maxQuotes, CancellationToken cancellationToken)
    {
        var quotes = new List<Quote>();
        var marked = QuotationMarks.Pair(view.Text);
        if (CueWords.Of(view.Language) is not { } cues)
        {
            // Without words of speech only whole utterances are safe, and nobody is named.
            foreach (var span in marked)
            {
                if (span.Length >= 20 && quotes.Count < maxQuotes)
                {
                    quotes.Add(Make(view, span, QuoteKind.Direct, null, 0.4));
                }
            }

            return quotes;
        }

        var finder = new SpeakerFinder(view, cues, entities, marked);
        cancellationToken.ThrowIfCancellationRequested();
        AddMarked(view, finder, marked, quotes);
        IndirectSpeech.Add(view, finder, quotes);
        quotes.Sort((a, b) => a.Start.CompareTo(b.Start));
        return quotes.Count > maxQuotes ? quotes[..maxQuotes] : quotes;
    }

    internal static Quote Make(TextView view, TextSpan span, QuoteKind kind, Speaker? speaker, double score, bool continued = false) => new()
    {
        Start = view.CodePoint(span.Start),
        End = view.CodePoint(span.End),
        Text = view.Slice(span),
        Kind = kind,
        Speaker = speaker?.Name,
        SpeakerStart = speaker is null ? null : view.CodePoint(speaker.Span.Start),
        SpeakerEnd = speaker is null ? null : view.CodePoint(speaker.Span.End),
        Cue = continued ? null : speaker?.Cue,
        Score = Math.Round(speaker is null ? score : score * speaker.Score, 3),
    };

    private static void AddMarked(TextView view, SpeakerFinder finder, List<TextSpan> marked, List<Quote> quotes)
    {
        Speaker? last = null;
        Speaker? lastBody = null;
        var lastEnd = -1;
        foreach (var span in marked)
        {
            var first = view.TokenAt(span.Start);
            var end = view.TokenAt(span.End);
            if (first >= end)
            {
                continue;
            }

            var words = WordsBetween(view, first, end);
            var whole = IsUtterance(view, span, words);
            var speaker = Find(view, finder, first, end, whole);
            var continued = false;
            if (speaker is null && last is not null && whole && GoesOn(view, finder, lastEnd, first))
            {
                speaker = last with { Score = last.Score * 0.8 };
                continued = true;
            }

            // "It added": the statement or the body that spoke before.
            if (speaker is not null && lastBody is not null && IsBody(view, speaker.Span))
            {
                speaker = speaker with { Name = lastBody.Name, IsPerson = false };
            }

            if (speaker is null ? words <= ScareWords + 1 || !whole : words <= ScareWords && !whole && !finder.IsCue(speaker.CueToken, verbsOnly: false))
            {
                continue;
            }

            quotes.Add(Make(view, span, whole ? QuoteKind.Direct : QuoteKind.Partial, speaker, whole ? 0.95 : 0.8, continued));
            lastBody = speaker is { IsPerson: false } ? speaker : lastBody;
            if (speaker is not null && whole)
            {
                last = speaker;
            }

            lastEnd = whole ? end : lastEnd;
        }
    }

    private static bool IsBody(TextView view, TextSpan speaker)
    {
        var token = view.TokenAt(speaker.Start);
        return view.Tokens[token].Span == speaker && view.LowerWord(token) is "it" or "they";
    }

    private static int WordsBetween(TextView view, int from, int end)
    {
        var words = 0;
        for (var i = from; i < end; i++)
        {
            words += view.Tokens[i].Kind == TokenKind.Mark ? 0 : 1;
        }

        return words;
    }

    // An utterance begins with a capital (or goes on after the speaker) and ends with a mark, or is long.
    private static bool IsUtterance(TextView view, TextSpan span, int words)
    {
        var start = span.Start + 1;
        while (start < span.End && !char.IsLetterOrDigit(view.Text[start]))
        {
            start++;
        }

        if (start >= span.End || words < 2)
        {
            return false;
        }

        var last = view.Text[Math.Max(start, span.End - 2)];
        var ends = last is '.' or ',' or '!' or '?' or '…' or '。' || (span.End < view.Text.Length && view.Text[span.End] is ',' or '.' && words > 4);
        return (!char.IsLower(view.Text[start]) && (ends || words > 5)) || (ends && words > 7) || words > 14;
    }

    private static Speaker? Find(TextView view, SpeakerFinder finder, int first, int end, bool whole)
    {
        var before = BeforeQuote(view, finder, first, whole);
        var colon = first > 0 && view.Text[view.Tokens[first - 1].Start] is ':' or ',';
        if (before is not null && (colon || !whole))
        {
            return before;
        }

        return AfterQuote(view, finder, end) ?? before;
    }

    private static Speaker? BeforeQuote(TextView view, SpeakerFinder finder, int first, bool whole)
    {
        if (first == 0)
        {
            return null;
        }

        // The sentence before counts when it ends in a colon or the quote begins a sentence of its own after one.
        var colon = view.Text[view.Tokens[first - 1].Start] is ':';
        if (view.SentenceOf(first - 1) != view.SentenceOf(first) && !colon)
        {
            return null;
        }

        var from = view.Sentences[view.SentenceOf(first - 1)].FirstToken;
        for (var i = first - 1; i >= from && first - i < 60; i--)
        {
            if (finder.SourceLength(i) is > 0 and var length && finder.AfterSource(i, length, first) is { } source)
            {
                return source;
            }

            if (finder.IsCue(i, verbsOnly: false) && finder.AtVerb(i, from, first, afterFirst: false) is { } speaker)
            {
                return speaker;
            }

            // A verb of speech far from a whole utterance belongs to something else, unless a colon leads to it.
            if (whole && !colon && first - i > 25)
            {
                return null;
            }
        }

        return colon ? SubjectOf(view, finder, from, first) : null;
    }

    // "Moscow issued a statement: “…”": the sentence's first name.
    private static Speaker? SubjectOf(TextView view, SpeakerFinder finder, int from, int colon)
    {
        for (var i = Math.Max(from, colon - 60); i < colon; i++)
        {
            if (finder.IsCue(i, verbsOnly: false))
            {
                return finder.AtVerb(i, from, colon, afterFirst: false);
            }
        }

        return finder.AtVerb(Math.Max(from, colon - 1), from, colon, afterFirst: false) is { } speaker && view.IsWord(view.TokenAt(speaker.Span.Start)) ? speaker with { Cue = ":", Score = 0.4 } : null;
    }

    private static Speaker? AfterQuote(TextView view, SpeakerFinder finder, int end)
    {
        if (end >= view.Tokens.Count)
        {
            return null;
        }

        var paragraphEnd = EndOfLine(view, end);
        var limit = Math.Min(view.Sentences[view.SentenceOf(end)].EndToken, Math.Min(paragraphEnd, end + 40));
        for (var i = end; i < limit; i++)
        {
            // The next quote has its own words.
            if (finder.IsQuoted(i))
            {
                break;
            }

            // '" he said', '", said Khan', '" according to X'; further words mean another clause.
            if (finder.SourceLength(i) is > 0 and var length && i - end <= 2)
            {
                return finder.AfterSource(i, length, limit);
            }

            if (finder.IsCue(i, verbsOnly: false))
            {
                return finder.AtVerb(i, end, limit, afterFirst: i - end <= 1);
            }

            if (view.Is(i, '.') || view.Is(i, ';'))
            {
                break;
            }
        }

        return null;
    }

    private static int EndOfLine(TextView view, int token)
    {
        // Only the next words matter: 40 tokens of this length and more are no prose.
        var from = token > 0 ? view.Tokens[token - 1].End : 0;
        var line = view.Text.IndexOf('\n', from, Math.Min(view.Text.Length - from, 2000));
        return line < 0 ? view.Tokens.Count : view.TokenAt(line);
    }

    // Nothing but marks, or a short sentence without speech, lies between two quotes.
    private static bool GoesOn(TextView view, SpeakerFinder finder, int lastEnd, int first)
    {
        if (lastEnd < 0 || first - lastEnd > 30)
        {
            return false;
        }

        for (var i = lastEnd; i < first; i++)
        {
            if (!finder.IsQuoted(i) && view.IsWord(i) && view.SentenceOf(i) == view.SentenceOf(first))
            {
                return false;
            }
        }

        return true;
    }
}
