using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Outcomes;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Fetches a stored article's page again during a visit of its host. Only bytes that are not those of its last capture go
/// through the stages behind: nobody hears of the rest.
/// </summary>
internal sealed class RevisitVisit(
    PoliteFetcher web,
    CaptureStore captures,
    PageStore pages,
    RevisitStore revisits,
    Announcer announcer,
    FetchOptions options,
    FetchMetrics metrics,
    TimeProvider time,
    ILogger<RevisitVisit> log)
{
    // In microseconds. Younger pages are asked for more often than that.
    private const long WholeFrom = 24L * 60 * 60 * 1_000_000;

    /// <returns>Whether the page was dealt with; false: the visit is over and the revisit still due.</returns>
    public async Task<bool> RunAsync(PageRow page, HostVisit visit, CancellationToken cancellationToken)
    {
        // A trace of its own: what once led to the page is long over.
        using var span = PipelineTrace.Start("revisit page", page.Trace, linked: true);
        span?.SetTag("url.full", page.Url);
        try
        {
            return await AskAsync(page, visit, cancellationToken);
        }
        catch (Exception exception) when (ReasonCodes.IsOwnFault(exception))
        {
            log.PageBroken(exception, page.Url, exception.Message);
            await PutOffAsync(page, $"{exception.GetType().Name}: {exception.Message}", null, cancellationToken);
            return true;
        }
    }

    private async Task<bool> AskAsync(PageRow page, HostVisit visit, CancellationToken cancellationToken)
    {
        var route = RedirectRoute.Of(page.Url, page.Route);
        var (etag, lastModified) = AsksWhole(page) ? (null, null) : (page.Etag, page.LastModified);
        var answer = await web.AskAsync(
            new FetchRequest(route.Next, etag, lastModified, options.MaxPageBytes, Hops: route.Hops), visit, cancellationToken);
        if (answer is null)
        {
            return false;
        }

        visit.SpareRevisits(revisits.PauseAfter);
        await (answer switch
        {
            { Onward: { } onward } => pages.RedirectAsync(page.Id, onward, cancellationToken),
            { Forbidden: { } rule } => NoteAsync(page, RevisitFinding.Failed, "excluded", rule, null, cancellationToken),
            { NoRules: { } reason } => PutOffAsync(page, reason, null, cancellationToken),
            _ => JudgeAsync(page, answer.Result!, answer, cancellationToken),
        });
        return true;
    }

    private async Task JudgeAsync(PageRow page, FetchResult result, PoliteAnswer answer, CancellationToken cancellationToken)
    {
        metrics.Asked(result.Outcome);
        await (result switch
        {
            { Outcome: FetchOutcome.Ok } when await IsSameAsync(page, result.Body, cancellationToken) =>
                NoteAsync(page, RevisitFinding.Unchanged, "revisited", "the same bytes", (result.ETag, result.LastModified), cancellationToken),
            { Outcome: FetchOutcome.Ok } => KeepAsync(page, result, answer, cancellationToken),
            { Outcome: FetchOutcome.NotModified } when !AsksWhole(page) && (page.Etag is not null || page.LastModified is not null) =>
                NoteAsync(page, RevisitFinding.Unchanged, "revisited", "304 Not Modified", null, cancellationToken),
            { Outcome: FetchOutcome.HttpStatus, Status: 410 } => NoteAsync(page, RevisitFinding.Gone, "gone", $"{result.Reason}; its article stays", null, cancellationToken),
            { Outcome: FetchOutcome.HttpStatus, Status: 404 } => NoteAsync(page, RevisitFinding.Missing, "gone", $"{result.Reason}; its article stays", null, cancellationToken),
            { IsTransient: true } => PutOffAsync(page, result.Reason, result.RetryAfter, cancellationToken),
            _ => NoteAsync(page, RevisitFinding.Failed, "failed", result.Reason, null, cancellationToken),
        });
    }

    // Servers say "not modified" of what they have changed: of each page the whole is asked for once a day.
    private static bool AsksWhole(PageRow page) => page.RevisitAge >= WholeFrom;

    // A capture of an earlier version may have no digest: then Store finds that nothing changed.
    private async Task<bool> IsSameAsync(PageRow page, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await revisits.DigestAsync(page, cancellationToken) is { Length: > 0 } digest && digest == WarcCapture.DigestOf(body.Span);

    private async Task KeepAsync(PageRow page, FetchResult result, PoliteAnswer answer, CancellationToken cancellationToken)
    {
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
            IsRevisit = true,
            Detail = $"{Why(page)}: other bytes; {result.Status} {result.ContentType}, {result.Body.Length} bytes in {result.Elapsed.TotalMilliseconds:0} ms",
        };
        var number = await pages.MarkFetchedAsync(page.Id, fetched, announcer.AgainAt(page.Lane, fetched.Time), cancellationToken);
        log.Fetched(page.Url, fetched.Detail);
        await announcer.AnnounceSoonAsync(page, number, fetched, cancellationToken);
    }

    private Task NoteAsync(
        PageRow page, RevisitFinding finding, string step, string detail, (string? ETag, string? LastModified)? validators, CancellationToken cancellationToken)
    {
        log.Revisited(page.Url, detail);
        return revisits.NoteAsync(page, finding, step, $"{Why(page)}: {detail}", validators, cancellationToken);
    }

    private Task PutOffAsync(PageRow page, string reason, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        if (page.Attempts >= options.RetryDelays.Length)
        {
            return NoteAsync(page, RevisitFinding.Failed, "failed", $"{reason}; gave up after {page.Attempts + 1} tries", null, cancellationToken);
        }

        var wait = options.RetryDelays[page.Attempts];
        var due = time.GetUtcNow() + (retryAfter > wait ? retryAfter.Value : wait);
        log.PutOff(page.Url, reason, due);
        return revisits.PutOffAsync(page, due, reason, cancellationToken);
    }

    // As it was planned, for people: why it was looked at just then.
    private static string Why(PageRow page) =>
        page.RevisitAge > 0 ? $"revisit at the age of {DurationText.Format(TimeSpan.FromMicroseconds(page.RevisitAge))}" : "revisit of what goes on changing";
}
