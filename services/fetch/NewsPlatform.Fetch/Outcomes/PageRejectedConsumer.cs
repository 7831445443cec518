using MassTransit;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;

namespace NewsPlatform.Fetch.Outcomes;

/// <summary>Ends a page in which Clean found no article. Idempotent by (page, fetch): a repeated word changes nothing.</summary>
internal sealed class PageRejectedConsumer(PageStore pages, TimeProvider time) : IConsumer<PageRejected>
{
    public Task Consume(ConsumeContext<PageRejected> context)
    {
        var (page, rejection) = (context.Message.Page, context.Message.Rejection);
        var now = time.GetUtcNow();
        return pages.EndAsync(
            PageIds.Of(page.Name),
            new Ending
            {
                Outcome = Outcome.Rejected,
                ReasonCode = PageIds.Snake(rejection.Reason.ToString()),
                Reason = rejection.Explanation,
                Fetch = page.Fetch,
                Lane = page.Lane,
                Time = now,
                Steps = [(now, "rejected", $"{rejection.Explanation} (score {rejection.Score:0.00})")],
            },
            context.CancellationToken);
    }
}
