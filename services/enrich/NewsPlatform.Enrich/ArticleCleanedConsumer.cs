using Google.Protobuf.WellKnownTypes;
using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Enrich;

/// <summary>
/// Annotates each cleaned article. Keeps nothing: the same message gives the same annotations, so delivery twice or out
/// of order is harmless; the key downstream is (article, content hash).
/// </summary>
internal sealed class ArticleCleanedConsumer(ArticleAnnotator annotator, EventPublisher publisher, TimeProvider time) : IConsumer<ArticleCleaned>
{
    public Task Consume(ConsumeContext<ArticleCleaned> context)
    {
        var (page, article) = (context.Message.Page, context.Message.Article);
        article.Annotations = annotator.Annotate(article, context.CancellationToken);
        article.Provenance ??= new();
        article.Provenance.EnrichTime = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        return publisher.PublishAsync(
            new ArticleEnriched { Page = page, Article = article },
            EventPublisher.IdOf(page, article.Provenance, "enriched"),
            article.Name,
            EventPublisher.KeyOf(page.Lane),
            context.CancellationToken);
    }
}
