using NewsPlatform.TextAnalysis;
using Article = NewsPlatform.Contracts.Type.V1.Article;

namespace NewsPlatform.Enrich;

/// <summary>Annotates articles: a pure function of the article and the annotators' versions.</summary>
internal sealed class ArticleAnnotator
{
    private static readonly AnalysisOptions Options = new();

    /// <summary>The annotations of an article.</summary>
    public Contracts.Type.V1.Annotations Annotate(Article article, CancellationToken cancellationToken) =>
        Annotate(
            new Document(article.Text)
            {
                Title = article.Title,
                Language = article.Language,
                Published = article.Published is { } published && PublicationTime.TryRead(published, out var local) ? local : null,
                Url = article.Url,
            },
            cancellationToken);

    /// <summary>The annotations of a text.</summary>
    public Contracts.Type.V1.Annotations Annotate(Document document, CancellationToken cancellationToken) =>
        AnnotationMapping.ToProto(ArticleAnalyzer.Analyze(document, Options, cancellationToken), document.Text);
}
