using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Sitemaps;
using NewsPlatform.Text.Urls;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Outcomes;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>Fetches one page during a visit of its host, keeps its bytes and announces it; or says why not.</summary>
internal sealed class PageVisit(
    PoliteFetcher web,
    CaptureStore captures,
    PageStore pages,
    SourceStore sources,
    Announcer announcer,
    FetchOptions options,
    FetchMetrics metrics,
    TimeProvider time,
    ILogger<PageVisit> log)
{
    /// <returns>Whether the page was dealt with; false: the visit is over and the page still due.</returns>
    public async Task<bool> RunAsync(PageRow page, HostVisit visit, CancellationToken cancellationToken)
    {
        // A backfill has pages by the thousand: each gets a trace of its own, which says what asked for it.
        using var span = PipelineTrace.Start("fetch page", page.Trace, linked: page.Lane == (long)Lane.Backfill);
        span?.SetTag("url.full", page.Url);
        try
        {
            return await AskAsync(page, visit, cancellationToken);
        }
        catch (Exception exception) when (ReasonCodes.IsOwnFault(exception))
        {
            log.PageBroken(exception, page.Url, exception.Message);
            await PutOffAsync(page, ReasonCodes.Unexpected, $"{exception.GetType().Name}: {exception.Message}", null, cancellationToken);
            return true;
        }
    }

    private async Task<bool> AskAsync(PageRow page, HostVisit visit, CancellationToken cancellationToken)
    {
        var route = RedirectRoute.Of(page.Url, page.Route);
        var answer = await web.AskAsync(
            new FetchRequest(route.Next, page.Etag, page.LastModified, options.MaxPageBytes, Hops: route.Hops), visit, cancellationToken);
        await (answer switch
        {
            null => Task.CompletedTask,
            { Onward: { } onward } => pages.RedirectAsync(page.Id, onward, cancellationToken),
            { Forbidden: { } rule } => EndAsync(page, Outcome.Excluded, "robots_denied", rule, "excluded", cancellationToken),
            { NoRules: { } reason } => PutOffAsync(page, ReasonCodes.RobotsUnreachable, reason, null, cancellationToken),
            _ => JudgeAsync(page, answer.Result!, answer, cancellationToken),
        });
        return answer is not null;
    }

    private Task JudgeAsync(PageRow page, FetchResult result, PoliteAnswer answer, CancellationToken cancellationToken)
    {
        metrics.Asked(result.Outcome);
        return result.Outcome switch
        {
            FetchOutcome.Ok => KeepAsync(page, result, answer, cancellationToken),
            // Said to a request without a condition it tells nothing: such a page has no outcome that could stand.
            FetchOutcome.NotModified when page.Etag is not null || page.LastModified is not null => EndUnchangedAsync(page, result, answer, cancellationToken),
            FetchOutcome.BlockedAddress => EndAsync(page, Outcome.Excluded, ReasonCodes.AddressBlocked, result.Reason, "excluded", cancellationToken),
            FetchOutcome.UnsupportedUrl => EndAsync(page, Outcome.Excluded, "unsupported_url", result.Reason, "excluded", cancellationToken),
            _ when result.IsTransient => PutOffAsync(page, ReasonCodes.Of(result), result.Reason, result.RetryAfter, cancellationToken),
            _ => EndAsync(page, Outcome.Failed, ReasonCodes.Of(result), result.Reason, "failed", cancellationToken),
        };
    }

    private async Task KeepAsync(PageRow page, FetchResult result, PoliteAnswer answer, CancellationToken cancellationToken)
    {
        if (page.Source.Length == 0 && SourceKindOf(result) is { } kind && PageUrl.TryParse(page.Url, null, out var address, out _))
        {
            var (source, _) = await sources.AddAsync(address, new Source { Lane = (Lane)page.Lane }, "", cancellationToken);
            var what = kind == SourceKind.Feed ? "a feed" : "a sitemap";
            await EndAsync(page, Outcome.Excluded, "is_source", $"it is {what} and now sources/{source.Id}", "excluded", cancellationToken);
            return;
        }

        var capture = await captures.KeepAsync(page.Url, result, answer.AllowedBy, answer.Usage, cancellationToken);
        var fetched = new FetchedPage
        {
            Time = time.GetUtcNow(),
            Capture = capture.Id,
            Kept = capture,
            Lane = (Lane)page.Lane,
            FinalUrl = result.FinalUrl.AbsoluteUri,
            ContentType = result.ContentType ?? "",
            Status = result.Status ?? 0,
            Size = result.Body.Length,
            ETag = result.ETag,
            LastModified = result.LastModified,
            Detail = $"{result.Status} {result.ContentType}, {result.Body.Length} bytes in {result.Elapsed.TotalMilliseconds:0} ms",
        };
        var number = await pages.MarkFetchedAsync(page.Id, fetched, announcer.AgainAt(page.Lane, fetched.Time), cancellationToken);
        log.Fetched(page.Url, fetched.Detail);
        await announcer.AnnounceSoonAsync(page, number, fetched, cancellationToken);
    }

    private async Task EndUnchangedAsync(PageRow page, FetchResult result, PoliteAnswer answer, CancellationToken cancellationToken)
    {
        var revisit = await captures.KeepUnmodifiedAsync(page.Url, page.Capture, result, answer.AllowedBy, answer.Usage, cancellationToken);
        await pages.EndUnchangedAsync(page, revisit, cancellationToken);
    }

    private async Task PutOffAsync(PageRow page, string code, string reason, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        if (page.Attempts >= options.RetryDelays.Length)
        {
            await EndAsync(page, Outcome.Failed, code, $"{reason}; gave up after {page.Attempts + 1} tries", "failed", cancellationToken);
            return;
        }

        var wait = options.RetryDelays[page.Attempts];
        var due = time.GetUtcNow() + (retryAfter > wait ? retryAfter.Value : wait);
        log.PutOff(page.Url, reason, due);
        await pages.RetryAsync(page.Id, due, code, reason, cancellationToken);
    }

    private Task EndAsync(PageRow page, Outcome outcome, string code, string reason, string step, CancellationToken cancellationToken)
    {
        log.NotFetched(page.Url, outcome, reason);
        return pages.EndUnfetchedAsync(page.Id, outcome, code, reason, step, cancellationToken, quarantine: code == ReasonCodes.Unexpected);
    }

    // People hand in the address of a feed as readily as that of a page.
    private static SourceKind? SourceKindOf(FetchResult result)
    {
        var type = result.ContentType ?? "";
        if (!type.Contains("xml", StringComparison.OrdinalIgnoreCase) && !type.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !result.Body.Span.TrimStart(" \t\r\n"u8).StartsWith("<?xml"u8))
        {
            return null;
        }

        return FeedReader.Read(result.Body, result.ContentType, result.FinalUrl).IsFeed ? SourceKind.Feed
            : SitemapReader.Read(result.Body, result.ContentType, result.FinalUrl).IsSitemap ? SourceKind.Sitemap
            : null;
    }
}
