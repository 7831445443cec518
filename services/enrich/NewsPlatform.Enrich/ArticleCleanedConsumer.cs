using Google.Protobuf.WellKnownTypes;
using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Enrich;

/// <summary>
/// Annotates each cleaned article. Keeps nothing: the same message gives the same annotations, so delivery twice or out
/// of order is harmless; the key downstream is (article, content hash).
/// </summary>
internal sealed class ArticleCleanedConsumer(ArticleAnnotator annotator, LaneThreads threads, EventPublisher publisher, TimeProvider time) : IConsumer<ArticleCleaned>
{
    public async Task Consume(ConsumeContext<ArticleCleaned> context)
    {
        var (page, article) = (context.Message.Page, context.Message.Article);
        article.Annotations = await threads.RunAsync(page.Lane, () => annotator.Annotate(article, context.CancellationToken), context.CancellationToken);
        article.Provenance ??= new();
        article.Provenance.EnrichTime = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        await publisher.PublishAsync(
            new ArticleEnriched { Page = page, Article = article },
            EventPublisher.IdOf(page, article.Provenance, "enriched"),
            article.Name,
            EventPublisher.KeyOf(page.Lane),
            context.CancellationToken);
    }
}
