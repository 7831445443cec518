using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Summary;

/// <summary>
/// Chooses sentences by place and centrality. News puts the story first, so the lead wins unless another sentence holds clearly more
/// of the words that the whole text is about.
/// </summary>
internal static class Summarizer
{
    public static readonly AnnotatorRun Run = new("summary.lead", "1");

    private const int MaxSentences = 200;
    private const int MinWords = 5;

    public static List<SummarySentence> Summarize(TextView view, string? title, int sentences)
    {
        var counts = new int[view.Words.Count];
        var considered = new List<(Sentence Sentence, int Order)>();
        foreach (var sentence in view.Sentences.Take(MaxSentences))
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                counts[view.Words.WordOf(i)] += IsContent(view, i) ? 1 : 0;
            }

            if (sentence.EndToken - sentence.FirstToken >= MinWords && !IsTitle(view, sentence, title))
            {
                considered.Add((sentence, considered.Count));
            }
        }

        if (considered.Count == 0)
        {
            considered.AddRange(view.Sentences.Take(1).Select(s => (s, 0)));
        }

        var logs = Array.ConvertAll(counts, n => Math.Log(n));
        var chosen = considered
            .Select(s => (s.Sentence, Score: 1.0 / (1 + s.Order) + Centrality(view, s.Sentence, logs)))
            .OrderByDescending(s => s.Score).ThenBy(s => s.Sentence.FirstToken)
            .Take(sentences)
            .OrderBy(s => s.Sentence.FirstToken);
        return chosen.Select(s => new SummarySentence(view.CodePoint(s.Sentence.Span.Start), view.CodePoint(s.Sentence.Span.End), view.Slice(s.Sentence.Span))).ToList();
    }

    private static bool IsContent(TextView view, int token) => view.IsWord(token) && !view.Use(token).IsFunctionWord;

    private static bool IsTitle(TextView view, Sentence sentence, string? title) =>
        title is not null && title.AsSpan().Trim().Equals(view.Text.AsSpan(sentence.Span.Start, sentence.Span.Length), StringComparison.OrdinalIgnoreCase);

    // Mean frequency of the content words, at most about 0.35: less than the step from the third sentence to the first.
    private static double Centrality(TextView view, Sentence sentence, double[] logs)
    {
        double sum = 0;
        var words = 0;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (IsContent(view, i))
            {
                sum += logs[view.Words.WordOf(i)];
                words++;
            }
        }

        return words == 0 ? 0 : Math.Min(0.35, sum / (words + 6) * 0.3);
    }
}
