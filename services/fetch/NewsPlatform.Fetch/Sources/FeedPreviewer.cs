using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Sources;

/// <summary>
/// Asks an address as a poll would, and keeps nothing of it. Whoever asks the web has its host's lease, so a preview waits
/// for its turn like any visit, and the host's rests hold for it.
/// </summary>
internal sealed class FeedPreviewer(
    HostFrontier frontier,
    PageFetcher fetcher,
    PoliteFetcher web,
    SourceReader reader,
    SourceStore sources,
    KnownPages pages,
    FrontierSignal signal,
    FetchOptions options,
    WebSubOptions webSub,
    TimeProvider time) : IDisposable
{
    private const int MaxShown = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // Someone looks at each: more at once are no people.
    private readonly SemaphoreSlim places = new(8);

    /// <summary>Asks.</summary>
    /// <param name="url">The address.</param>
    /// <param name="kind">What it is to be read as; unspecified: found out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE: the host is busy or wants to be left alone.</exception>
    public async Task<FeedPreview> PreviewAsync(PageUrl url, SourceKind kind, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(Patience, cancellationToken))
        {
            throw Busy("Too many previews are under way", TimeSpan.FromSeconds(5));
        }

        try
        {
            var preview = new FeedPreview { Url = url.Value, Source = await sources.FindAsync(url, cancellationToken) is { } known ? $"sources/{known}" : "" };
            var route = RedirectRoute.Of(url.Value, "");
            while (await AskAsync(route, kind, preview, cancellationToken) is { } onward)
            {
                route = onward;
            }

            return preview;
        }
        finally
        {
            places.Release();
        }
    }

    // One visit of one host: fills the preview, or says which host is next.
    private async Task<RedirectRoute?> AskAsync(RedirectRoute route, SourceKind kind, FeedPreview preview, CancellationToken cancellationToken)
    {
        var lease = await TakeAsync(PageUrl.HostOf(route.Next), cancellationToken);
        var visit = new HostVisit(lease, frontier, fetcher, options, time);
        try
        {
            var request = new FetchRequest(route.Next, MaxBytes: options.MaxPageBytes, Accept: FetchRequest.AcceptFeed, Hops: route.Hops);
            if (await web.AskAsync(request, visit, cancellationToken) is not { } answer)
            {
                throw Busy($"{visit.Host} wants to be left alone{(lease.RestReason.Length > 0 ? $" ({lease.RestReason})" : "")}", visit.Rest);
            }

            if (answer.Onward is null)
            {
                await DescribeAsync(answer, kind, visit, preview, cancellationToken);
            }

            return answer.Onward;
        }
        finally
        {
            // Also for a caller that has gone: other visits need not wait for the lease to run out.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await visit.EndAsync(limit.Token);
            signal.Set();
        }
    }

    private async Task<HostLease> TakeAsync(string host, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            if (await frontier.TakeAsync(host, options.HostLease, cancellationToken) is { } lease)
            {
                return lease;
            }

            if (time.GetElapsedTime(since) > Patience)
            {
                throw Busy($"{host} is being asked for something else", TimeSpan.FromSeconds(10));
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task DescribeAsync(PoliteAnswer answer, SourceKind kind, HostVisit visit, FeedPreview preview, CancellationToken cancellationToken)
    {
        preview.RobotsDecision = StoredText.Clean(answer.AllowedBy, 500);
        if (answer.Result is not { } result)
        {
            preview.Problem = StoredText.Clean(answer.Forbidden ?? answer.NoRules, 1000);
            return;
        }

        if (result.Status is { } status)
        {
            preview.FinalUrl = StoredText.Clean(result.FinalUrl.OriginalString);
            preview.Status = status;
            preview.ContentType = StoredText.Clean(result.ContentType, 200);
        }

        if (result.Outcome != FetchOutcome.Ok)
        {
            preview.Problem = StoredText.Clean(result.Reason, 1000);
            return;
        }

        if (await reader.ReadAsync(new SourceAddress("", kind, Lane.Live), result, visit, cancellationToken) is not { } content)
        {
            preview.Problem = StoredText.Clean(SourceReader.Mismatch(kind, result), 1000);
            return;
        }

        var known = await pages.AmongAsync(content.Pages.Select(page => page.Url.Id), cancellationToken);
        preview.DetectedKind = content.Kind;
        preview.Title = StoredText.Clean(content.Title, 300);
        preview.PageCount = content.Pages.Count;
        preview.NewPageCount = content.Pages.Select(page => page.Url.Id).Distinct(StringComparer.Ordinal).Count(id => !known.Contains(id));
        preview.Pages.AddRange(content.Pages.Take(MaxShown).Select(page => new PreviewedPage
        {
            Url = page.Url.Value,
            Title = page.Hint?.Title ?? "",
            PublishTime = page.Hint?.Published,
            Known = known.Contains(page.Url.Id),
        }));
        preview.Feeds.AddRange(content.Feeds.Select(feed => feed.Value));
        preview.Hub = StoredText.Clean(content.Hub?.Hub, 2000);
        if (content.Kind != SourceKind.Site)
        {
            Plan(content, result, preview);
        }
    }

    private void Plan(SourceContent content, FetchResult result, FeedPreview preview)
    {
        var now = time.GetUtcNow();
        var facts = new PollFacts
        {
            Rhythm = PollSchedule.Learn(null, now, content.Times, content.Pages.Count),
            Shown = content.Shown,
            Freshness = Freshness.Of(result.Headers, now),
            Ttl = content.Ttl,
        };
        var plan = PollSchedule.Next(facts, options.PollBounds(webSub), now);
        preview.PollInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(Math.Ceiling(plan.Wait.TotalSeconds)));
        preview.PollIntervalReason = PollRow.TextOf(plan.Reason);
    }

    private static Grpc.Core.RpcException Busy(string why, TimeSpan again) =>
        RpcErrors.TryAgain(Google.Rpc.Code.Unavailable, "HOST_BUSY", $"{why}; try again.", again > TimeSpan.FromSeconds(1) ? again : TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
