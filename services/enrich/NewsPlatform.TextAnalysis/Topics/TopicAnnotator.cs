using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Topics;

/// <summary>Scores the top-level topics by the words that speak for them; headline and address count more, repetition counts less each time.</summary>
internal static class TopicAnnotator
{
    public static readonly AnnotatorRun Run = new("topics.lexicon", "1");

    private const double TitleWeight = 3;
    private const double PathWeight = 2;
    private const int MaxHintChars = 400;
    private const int MaxTokens = 4000;
    private const double MinShare = 0.08;

    public static List<Topic> Annotate(TextView view, string? title, string? url, int maxTopics)
    {
        if (TopicLexicon.Of(view.Language) is not { } lexicon)
        {
            return [];
        }

        Span<double> scores = stackalloc double[TopicLexicon.Topics + 1];
        scores.Clear();
        AddWords(lexicon, title, scores, TitleWeight);
        AddWords(lexicon, PathOf(url), scores, PathWeight);

        var topics = view.Words.Each(word => lexicon.SpokenFor(word));
        var times = new int[view.Words.Count];
        for (var i = 0; i < Math.Min(view.Tokens.Count, MaxTokens); i++)
        {
            var word = view.Words.WordOf(i);
            if (topics[word] is { } spoken && view.IsWord(i))
            {
                // The n-th occurrence adds 1/n, and the first sentences tell what the rest is about.
                Add(spoken, scores, (i < 60 ? 1.5 : 1.0) / ++times[word]);
            }
        }

        return Best(scores, maxTopics);
    }

    private static void AddWords(TopicLexicon lexicon, string? text, Span<double> scores, double weight)
    {
        if (text is null)
        {
            return;
        }

        var lower = text[..Math.Min(text.Length, MaxHintChars)].ToLowerInvariant();
        foreach (var token in Tokenizer.Tokenize(lower))
        {
            // "football-news" is two hints in an address; in a headline the whole word comes first.
            var word = lower.AsSpan(token.Start, token.Length);
            if (token.Kind == TokenKind.Word && !Add(lexicon.SpokenFor(word), scores, weight) && word.Contains('-'))
            {
                foreach (var part in word.Split('-'))
                {
                    Add(lexicon.SpokenFor(word[part]), scores, weight);
                }
            }
        }
    }

    // A word that speaks for many topics says less for each.
    private static bool Add(List<List<byte>>? spoken, Span<double> scores, double weight)
    {
        foreach (var topics in spoken ?? [])
        {
            foreach (var topic in topics)
            {
                scores[topic] += weight / topics.Count;
            }
        }

        return spoken is not null;
    }

    // Sites name their sections in the path: "/sport/football/…".
    private static string? PathOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath : null;

    private static List<Topic> Best(Span<double> scores, int maxTopics)
    {
        double sum = 0;
        foreach (var score in scores)
        {
            sum += score;
        }

        var topics = new List<Topic>();
        for (var code = 1; code < scores.Length; code++)
        {
            if (sum > 0 && scores[code] / sum >= MinShare)
            {
                topics.Add(new Topic($"medtop:{code:00}000000", TopicLexicon.Name(code), Math.Round(scores[code] / sum, 4)));
            }
        }

        topics.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id));
        return topics.Count > maxTopics ? topics[..maxTopics] : topics;
    }
}
