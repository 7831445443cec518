using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>Finds reported clauses: "X said (that) …", "…, X said.", "According to X, …", in sentences without quotation marks.</summary>
internal static class IndirectSpeech
{
    private const int MinWords = 3;

    public static void Add(TextView view, SpeakerFinder finder, List<Quote> quotes)
    {
        foreach (var sentence in view.Sentences)
        {
            if (!HasQuoted(finder, sentence))
            {
                AddFrom(view, finder, sentence, quotes);
            }
        }
    }

    private static bool HasQuoted(SpeakerFinder finder, Sentence sentence)
    {
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (finder.IsQuoted(i))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddFrom(TextView view, SpeakerFinder finder, Sentence sentence, List<Quote> quotes)
    {
        var end = sentence.EndToken;
        while (end > sentence.FirstToken && view.Tokens[end - 1].Kind == TokenKind.Mark)
        {
            end--;
        }

        for (var i = sentence.FirstToken; i < end; i++)
        {
            if (finder.SourceLength(i) is > 0 and var length)
            {
                AddSource(view, finder, sentence.FirstToken, end, i, length, quotes);
                return;
            }

            if (!finder.IsCue(i, verbsOnly: true) || i == sentence.FirstToken)
            {
                continue;
            }

            if (finder.AtVerb(i, sentence.FirstToken, end, afterFirst: view.Is(i - 1, ',')) is not { } speaker)
            {
                continue;
            }

            var speakerToken = view.TokenAt(speaker.Span.Start);
            var afterSpeaker = Math.Max(i + 1, view.TokenAt(speaker.Span.End));

            // "…, X said." or "…, said X.": little follows, the clause stands before the comma.
            if (end - afterSpeaker < MinWords)
            {
                var comma = Math.Min(i, speakerToken) - 1;
                if (comma > sentence.FirstToken + MinWords && view.Is(comma, ','))
                {
                    AddClause(view, sentence.FirstToken, comma, speaker, quotes);
                }

                return;
            }

            if (ClauseAfter(view, finder, i, end) is > 0 and var from && speakerToken < i)
            {
                AddClause(view, from, end, speaker, quotes);
                return;
            }
        }
    }

    // Where the reported clause begins: after "that", or right after a verb that takes no object ("said").
    private static int ClauseAfter(TextView view, SpeakerFinder finder, int verb, int end)
    {
        var from = verb + 1;
        for (var i = from; i < Math.Min(end, from + 10); i++)
        {
            // "announced an operation that …" is no report.
            if (finder.Is(CueKinds.That, i))
            {
                return i + 1;
            }

            if (i == from && finder.Is(CueKinds.Det, i))
            {
                break;
            }
        }

        var word = view.LowerWord(from);
        var takesClause = view.LowerWord(verb) is "said" or "says" or "say" or "believes" or "argued" or "claimed" or "insisted";
        return !takesClause || !view.IsWord(from) || word is "in" or "to" or "on" or "by" or "with" or "as" or "of" or "for" ? 0 : from;
    }

    private static void AddSource(TextView view, SpeakerFinder finder, int first, int end, int source, int length, List<Quote> quotes)
    {
        if (finder.AfterSource(source, length, end) is not { } speaker)
        {
            return;
        }

        if (source - first >= MinWords)
        {
            AddClause(view, first, view.Is(source - 1, ',') ? source - 1 : source, speaker, quotes);
            return;
        }

        for (var i = view.TokenAt(speaker.Span.End); i < end; i++)
        {
            if (view.Is(i, ','))
            {
                AddClause(view, i + 1, end, speaker, quotes);
                return;
            }
        }
    }

    private static void AddClause(TextView view, int from, int end, Speaker speaker, List<Quote> quotes)
    {
        if (end - from >= MinWords)
        {
            quotes.Add(QuoteAnnotator.Make(view, new TextSpan(view.Tokens[from].Start, view.Tokens[end - 1].End), QuoteKind.Indirect, speaker, 0.7));
        }
    }
}
