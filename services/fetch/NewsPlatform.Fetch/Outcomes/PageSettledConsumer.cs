using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;

namespace NewsPlatform.Fetch.Outcomes;

/// <summary>Ends a page that Store has dealt with. Idempotent by (page, fetch); of two words the later decision stands.</summary>
internal sealed class PageSettledConsumer(PageStore pages, ReextractedPages reextracted, TimeProvider time) : IConsumer<PageSettled>
{
    public Task Consume(ConsumeContext<PageSettled> context)
    {
        var message = context.Message;
        if (message.Reprocessing.Length > 0)
        {
            return reextracted.NoteAsync(message, context.CancellationToken);
        }

        var stored = message.StoreTime?.ToDateTimeOffset() ?? time.GetUtcNow();
        var steps = new List<(DateTimeOffset Time, string Step, string Detail)>();
        if (message.CleanTime is { } cleaned)
        {
            steps.Add((cleaned.ToDateTimeOffset(), "cleaned", ""));
        }

        if (message.EnrichTime is { } enriched)
        {
            steps.Add((enriched.ToDateTimeOffset(), "enriched", ""));
        }

        var step = message.Outcome == Outcome.Duplicate ? "duplicate" : message.Reason == "unchanged" ? "unchanged" : "stored";
        steps.Add((stored, step, $"{message.Reason}: {message.Article}"));
        return pages.EndAsync(
            PageIds.Of(message.Page.Name),
            new Ending
            {
                Outcome = message.Outcome,
                ReasonCode = step == "stored" ? (message.Revision > 1 ? "revised" : "new") : step,
                Reason = message.Reason,
                Article = message.Article,
                Fetch = message.Page.Fetch,
                Lane = message.Page.Lane,
                Time = stored,
                IsLive = message.Kind == ArticleKind.LiveBlog,
                Steps = steps,
            },
            context.CancellationToken);
    }
}
