using Microsoft.Extensions.Logging;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.WebSub;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.WebSub;

/// <summary>
/// Asks a hub for pushes, or for no more of them, during a visit of the hub's host: in its turn, as everything else is asked.
/// </summary>
/// <remarks>
/// Its robots.txt is not asked: that is about what robots come across, and a hub is there to be asked by whoever the
/// publisher sends.
/// </remarks>
internal sealed class SubscriptionVisit(SubscriptionStore subscriptions, WebSubOptions options, FetchMetrics metrics, ILogger<SubscriptionVisit> log)
{
    private const int MaxHops = 5;

    // A hub's answer is a status; its text is for people.
    private const int MaxAnswerBytes = 64 << 10;

    /// <summary>Asks.</summary>
    public async Task RunAsync(SubscriptionRow row, HostVisit visit, CancellationToken cancellationToken)
    {
        using var span = PipelineTrace.Start("ask hub");
        span?.SetTag("url.full", row.Ask);
        if (await subscriptions.BeginAsync(row, cancellationToken) is not { } attempts)
        {
            return;
        }

        var mode = row.IsLeaving ? HubRequest.Unsubscribe : HubRequest.Subscribe;
        try
        {
            var form = HubRequest.Form(mode, row.Topic, options.CallbackOf(row.Token), options.Lease, row.Secret);
            var result = await visit.AskAsync(
                new FetchRequest(new Uri(row.Ask), MaxBytes: MaxAnswerBytes, Accept: "*/*", FollowRedirects: false, Form: form), cancellationToken);
            if (result is null)
            {
                await subscriptions.TakeBackAsync(row, cancellationToken);
                return;
            }

            metrics.Asked(result.Outcome);
            await JudgeAsync(row, mode, attempts, result, cancellationToken);
        }
        catch (Exception exception) when (ReasonCodes.IsOwnFault(exception))
        {
            log.SubscriptionBroken(exception, row.Topic, exception.Message);
            await subscriptions.NoteAnswerAsync(
                row, SubscriptionSchedule.AskAgainAfter(attempts, refused: true, null), $"{exception.GetType().Name}: {exception.Message}", cancellationToken);
        }
    }

    private async Task JudgeAsync(SubscriptionRow row, string mode, long attempts, FetchResult result, CancellationToken cancellationToken)
    {
        var refusal = "";
        if (result is { Outcome: FetchOutcome.Redirected, Location: { } elsewhere })
        {
            var mayFollow = HubRequest.MayFollow(new Uri(row.Ask), elsewhere);
            if (mayFollow && row.Hops < MaxHops)
            {
                await subscriptions.RedirectAsync(row, elsewhere, cancellationToken);
                return;
            }

            refusal = mayFollow ? "" : "; not followed: it would send the secret in the clear";
        }

        // A body that is too long, or none that can be read, takes nothing from a status of success.
        var taken = result.Status is >= 200 and < 300;
        var text = taken ? $"asked to {mode}: {result.Reason}; it has not called back yet" : $"asked to {mode}: {result.Reason}{refusal}";
        var again = taken
            ? SubscriptionSchedule.AskAgainUnlessCalled(attempts)
            : SubscriptionSchedule.AskAgainAfter(attempts, refused: !result.IsTransient, result.RetryAfter);
        log.HubAsked(row.Hub, mode, row.Topic, result.Reason);
        await subscriptions.NoteAnswerAsync(row, again, text, cancellationToken);
    }
}
