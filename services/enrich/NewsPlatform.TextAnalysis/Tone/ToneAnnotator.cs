using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Entities;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Tone;

/// <summary>The tone of a text and towards the people and organisations in it. English only.</summary>
internal static class ToneAnnotator
{
    public static readonly AnnotatorRun Run = new("tone.vader", "1");

    private const double Threshold = 0.2;
    private const int Window = 15;

    public static bool Covers(string language) => language is "en";

    /// <summary>Mean tone of the sentences.</summary>
    public static ToneLabel Label(TextView view, double[] valences)
    {
        double sum = 0;
        var sentences = 0;
        foreach (var sentence in view.Sentences)
        {
            double valence = 0;
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                valence += valences[i];
            }

            sum += ToneLexicon.Normalise(valence);
            sentences++;
        }

        var score = sentences == 0 ? 0 : sum / sentences;
        return new ToneLabel(Polarity(score), Math.Round(score, 4), Run);
    }

    /// <summary>The tone around each mention of a person or organisation: its sentence, nearer words counting more.</summary>
    public static List<ToneTarget> Targets(TextView view, double[] valences, List<RecognisedEntity> entities)
    {
        var targets = new List<ToneTarget>();
        foreach (var entity in entities)
        {
            if (entity.Entity.Type is EntityType.Person or EntityType.Organisation)
            {
                foreach (var mention in entity.Mentions)
                {
                    targets.Add(Target(view, valences, mention));
                }
            }
        }

        targets.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        return targets;
    }

    private static ToneTarget Target(TextView view, double[] valences, TextSpan mention)
    {
        var first = view.TokenAt(mention.Start);
        var sentence = view.Sentences[view.SentenceOf(first)];
        double valence = 0;
        for (var i = Math.Max(sentence.FirstToken, first - Window * 2); i < Math.Min(sentence.EndToken, first + Window * 2); i++)
        {
            valence += valences[i] * (Math.Abs(i - first) <= Window ? 1 : 0.5);
        }

        var score = ToneLexicon.Normalise(valence);
        return new ToneTarget(view.CodePoint(mention.Start), view.CodePoint(mention.End), Polarity(score), Math.Round(score, 4));
    }

    private static Polarity Polarity(double score) => score >= Threshold ? Tone.Polarity.Positive : score <= -Threshold ? Tone.Polarity.Negative : Tone.Polarity.Neutral;
}
