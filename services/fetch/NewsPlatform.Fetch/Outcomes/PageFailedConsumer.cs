using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;

namespace NewsPlatform.Fetch.Outcomes;

/// <summary>Quarantines a page that a stage could not process. Idempotent by (page, fetch).</summary>
internal sealed class PageFailedConsumer(PageStore pages, TimeProvider time) : IConsumer<PageFailed>
{
    public Task Consume(ConsumeContext<PageFailed> context)
    {
        var message = context.Message;
        var now = time.GetUtcNow();
        var reason = $"{message.Stage}: {message.Reason}";
        return pages.EndAsync(
            PageIds.Of(message.Page.Name),
            new Ending
            {
                Outcome = Outcome.Failed,
                ReasonCode = $"{message.Stage}_failed",
                Reason = reason,
                Fetch = message.Page.Fetch,
                Lane = message.Page.Lane,
                Time = now,
                Quarantine = true,
                Steps = [(now, "quarantined", reason)],
            },
            context.CancellationToken);
    }
}
