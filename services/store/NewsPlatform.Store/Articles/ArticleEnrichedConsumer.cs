using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Store.Rpc;

namespace NewsPlatform.Store.Articles;

/// <summary>
/// Stores an article and tells what became of its page. Idempotent by (article, content hash, fetch time), and by the capture
/// that the article shows: the same message again finds its content known and settles the page the same way, so does the same
/// fetch that was read differently meanwhile; an older one cannot displace a newer one.
/// </summary>
internal sealed class ArticleEnrichedConsumer(ArticleWriter writer, EventPublisher publisher) : IConsumer<ArticleEnriched>
{
    public async Task Consume(ConsumeContext<ArticleEnriched> context)
    {
        var page = context.Message.Page;
        var incoming = writer.Read(page, context.Message.Article);
        var settlement = await writer.StoreAsync(incoming, context.CancellationToken);
        if (settlement.IsNone)
        {
            return;
        }

        await SettleAsync(page, settlement, incoming, context.CancellationToken);
        if (settlement.Displaced is { } displaced)
        {
            var duplicate = settlement with { Outcome = Outcome.Duplicate, Revision = 0, Reason = ArticleWriter.OtherAddressOf(settlement.Article) };
            await SettleAsync(displaced, duplicate, incoming, context.CancellationToken);
        }
    }

    private Task SettleAsync(PageRef page, Settlement settlement, IncomingArticle incoming, CancellationToken cancellationToken) =>
        publisher.PublishAsync(
            new PageSettled
            {
                Page = page,
                Outcome = settlement.Outcome,
                Article = ResourceName.Article(settlement.Article),
                Revision = (int)settlement.Revision,
                Reason = settlement.Reason,
                CleanTime = incoming.CleanTime,
                EnrichTime = incoming.EnrichTime,
                StoreTime = UnixTime.ToTimestamp(settlement.Time.ToMicros()),
                Kind = (ArticleKind)incoming.Kind,
                Reprocessing = incoming.Reprocessing,
            },
            EventPublisher.IdOf(page, incoming.Content.Record.Provenance, "settled"),
            page.Name,
            EventPublisher.KeyOf(page.Lane),
            cancellationToken);
}
