using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.Extraction;

/// <summary>What a page is, without its article.</summary>
/// <param name="Kind">The kind of article; null for a page that is none.</param>
/// <param name="Rejection">Why the page is no article; null for an article.</param>
/// <param name="Score">How sure, 0 to 1.</param>
/// <param name="Evidence">What in the page told, the surest first.</param>
/// <param name="Language">BCP 47 base code; <c>und</c> when nothing tells.</param>
/// <param name="Completeness">How much of the article the page gives; null for a page that is none.</param>
/// <param name="WordCount">Words of the article; 0 for a page that is none.</param>
/// <param name="Flags">What may be wrong with the article (<see cref="Quality.QualityFlags"/>).</param>
public sealed record PageClassification(
    ArticleKind? Kind, PageRejection? Rejection, double Score, IReadOnlyList<Evidence> Evidence, string Language, Completeness? Completeness, int WordCount, IReadOnlyList<string> Flags)
{
    internal static PageClassification Of(ExtractionResult result) =>
        result.Article is { } article
            ? new(article.Kind, null, result.Signs.Score, result.Signs.Evidence, article.Language.Value, article.Completeness, article.WordCount, article.Flags)
            : new(null, result.Rejection, result.Rejection!.Score, result.Rejection.Evidence, result.RejectedLanguage, null, 0, []);
}
