using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Dates;
using NewsPlatform.TextAnalysis.Entities;
using NewsPlatform.TextAnalysis.Keyphrases;
using NewsPlatform.TextAnalysis.Quotes;
using NewsPlatform.TextAnalysis.Summary;
using NewsPlatform.TextAnalysis.Tone;
using NewsPlatform.TextAnalysis.Topics;

namespace NewsPlatform.TextAnalysis;

/// <summary>
/// Everything known about a text. Spans are Unicode code point offsets into <see cref="Document.Text"/>, end exclusive, and each
/// <c>Text</c> is exactly the text at its span.
/// </summary>
public sealed record Annotations
{
    /// <summary>The language of the text; <c>und</c> when neither text nor declaration tell.</summary>
    public required LanguageGuess Language { get; init; }

    /// <summary>People, organisations, places, events, the most salient first.</summary>
    public required AnnotationList<Entity> Entities { get; init; }

    /// <summary>What is said and by whom, in text order.</summary>
    public required AnnotationList<Quote> Quotes { get; init; }

    /// <summary>Expressions of time, in text order.</summary>
    public required AnnotationList<DateExpression> Dates { get; init; }

    /// <summary>IPTC Media Topics, the best first.</summary>
    public required AnnotationList<Topic> Topics { get; init; }

    /// <summary>The phrases that name what the text is about, the best first.</summary>
    public required AnnotationList<Keyphrase> Keyphrases { get; init; }

    /// <summary>The sentences that tell the story best, in text order.</summary>
    public required AnnotationList<SummarySentence> Summary { get; init; }

    /// <summary>The tone of the whole text; null in languages without a lexicon.</summary>
    public ToneLabel? Tone { get; init; }

    /// <summary>The tone towards single entities, in text order; empty in languages without a lexicon.</summary>
    public required AnnotationList<ToneTarget> Targets { get; init; }
}
