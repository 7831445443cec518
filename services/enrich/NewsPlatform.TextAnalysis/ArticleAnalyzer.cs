using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Dates;
using NewsPlatform.TextAnalysis.Entities;
using NewsPlatform.TextAnalysis.Keyphrases;
using NewsPlatform.TextAnalysis.Quotes;
using NewsPlatform.TextAnalysis.Summary;
using NewsPlatform.TextAnalysis.Tone;
using NewsPlatform.TextAnalysis.Topics;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis;

/// <summary>Analyses articles: a pure function of document, options and version.</summary>
public static class ArticleAnalyzer
{
    // Identification below this gives way to the declared language.
    private const double SureOfLanguage = 0.9;
    private const int ShortText = 120;

    /// <summary>Version of the annotators together: the same document and version give the same annotations.</summary>
    public static string Version => "1";

    /// <summary>Analyses a document in time linear in the analysed part of the text. Never fails, whatever the text.</summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static Annotations Analyze(Document document, AnalysisOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        var language = LanguageOf(document);
        var view = new TextView(document.Text, language.Code, options.MaxChars);
        cancellationToken.ThrowIfCancellationRequested();
        var entities = EntityRecognizer.Recognise(view, document.Title, options.MaxEntities, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var quotes = QuoteAnnotator.Annotate(view, entities, options.MaxQuotes, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var dates = DateAnnotator.Annotate(view, document.Published, options.MaxDates);
        cancellationToken.ThrowIfCancellationRequested();
        var valences = ToneAnnotator.Covers(language.Code) ? ToneLexicon.Valences(view) : null;
        return new Annotations
        {
            Language = language,
            Entities = new(EntityRecognizer.Run, entities.ConvertAll(e => e.Entity)),
            Quotes = new(QuoteAnnotator.Run, quotes),
            Dates = new(DateAnnotator.Run, dates),
            Topics = new(TopicAnnotator.Run, TopicAnnotator.Annotate(view, document.Title, document.Url, options.MaxTopics)),
            Keyphrases = new(KeyphraseExtractor.Run, KeyphraseExtractor.Extract(view, document.Title, options.MaxKeyphrases)),
            Summary = new(Summarizer.Run, Summarizer.Summarize(view, document.Title, options.SummarySentences)),
            Tone = valences is null ? null : ToneAnnotator.Label(view, valences),
            Targets = new(ToneAnnotator.Run, valences is null ? [] : ToneAnnotator.Targets(view, valences, entities)),
        };
    }

    private static LanguageGuess LanguageOf(Document document)
    {
        var guess = LanguageIdentifier.Identify(document.Text);
        var declared = document.Language is { Length: >= 2 } tag ? tag.Split('-', '_')[0].ToLowerInvariant() : null;
        if (declared is null or "und" || declared == guess.Code || (guess.Score >= SureOfLanguage && document.Text.Length >= ShortText))
        {
            return guess;
        }

        return new LanguageGuess(declared, 0.5);
    }
}
