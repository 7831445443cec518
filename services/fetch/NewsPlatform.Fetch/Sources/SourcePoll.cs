using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Crawling.WebSub;
using NewsPlatform.Text.Urls;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.Sources;

/// <summary>Asks one source for news, takes the pages that it speaks of, and decides when to come back.</summary>
internal sealed class SourcePoll(
    SourceStore sources,
    PageIntake intake,
    KnownPages known,
    SubscriptionStore subscriptions,
    PoliteFetcher web,
    SourceReader reader,
    FetchOptions options,
    WebSubOptions webSub,
    TimeProvider time,
    ILogger<SourcePoll> log)
{
    /// <summary>Polls a source during a visit of its host.</summary>
    public async Task RunAsync(SourceRow source, HostVisit visit, CancellationToken cancellationToken)
    {
        using var span = PipelineTrace.Start("poll source");
        span?.SetTag("url.full", source.Url);
        try
        {
            await AskAsync(source, visit, cancellationToken);
        }
        catch (Exception exception) when (ReasonCodes.IsOwnFault(exception))
        {
            log.SourceBroken(exception, source.Url, exception.Message);
            await NoteFailureAsync(source, $"{exception.GetType().Name}: {exception.Message}", null, cancellationToken);
        }
    }

    /// <summary>Takes what a source's hub pushed, as if a poll had brought it. A hub may leave out entries that it has pushed before.</summary>
    /// <param name="source">The source.</param>
    /// <param name="topic">Its address as the hub knows it; relative ones refer to it.</param>
    /// <param name="body">The document.</param>
    /// <param name="contentType">Its type as the hub gives it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>When the last of its pages was first heard of, in Unix microseconds, by this push or before; null when it could not be read.</returns>
    public async Task<long?> TakePushAsync(SourceRow source, Uri topic, ReadOnlyMemory<byte> body, string? contentType, CancellationToken cancellationToken)
    {
        using var span = PipelineTrace.Start("take push");
        span?.SetTag("url.full", source.Url);
        var result = new FetchResult { Outcome = FetchOutcome.Ok, Reason = "pushed", FinalUrl = topic, Body = body, ContentType = contentType };
        if (SourceReader.ReadFeed(source.ToAddress(), result) is not { } found)
        {
            log.PushIgnored(source.Id, $"it is no feed ({contentType}, {body.Length} bytes)");
            return null;
        }

        var unknown = await intake.DiscoverAsync(found.Pages, cancellationToken);
        var text = $"pushed: {found.Pages.Count} pages, {unknown} new";
        log.Pushed(source.Url, text);
        var rhythm = PublishingRhythm.Read(source.Rhythm) is { } before ? PollSchedule.Learn(before, time.GetUtcNow(), found.Times, unknown).Write() : null;
        await sources.NotePushAsync(source, text, unknown, rhythm, cancellationToken);
        return await known.LastDiscoveryAsync(found.Pages.Select(page => page.Url.Id), cancellationToken);
    }

    private async Task AskAsync(SourceRow source, HostVisit visit, CancellationToken cancellationToken)
    {
        var route = RedirectRoute.Of(source.Url, source.Route);
        // Servers say "not modified" of what they have changed, for months. So once a day nothing is said of what is known.
        var asksWhole = source.LastSuccess is not { } last || UnixTime.FromMicros(last).UtcDateTime.Date < time.GetUtcNow().UtcDateTime.Date;
        var (etag, lastModified) = asksWhole ? (null, null) : (source.Etag, source.LastModified);
        var isConditional = !string.IsNullOrEmpty(etag) || !string.IsNullOrEmpty(lastModified);
        var answer = await web.AskAsync(
            new FetchRequest(route.Next, etag, lastModified, options.MaxPageBytes, FetchRequest.AcceptFeed, Hops: route.Hops), visit, cancellationToken);
        await (answer switch
        {
            null => Task.CompletedTask,
            { Onward: { } onward } => sources.RedirectAsync(source.Id, onward, cancellationToken),
            { Result: { Outcome: FetchOutcome.Ok } result } => ReadAsync(source, visit, result, cancellationToken),
            { Result: { Outcome: FetchOutcome.NotModified } result } when isConditional => NoteAsync(source, new SourceContent((SourceKind)source.DetectedKind, []), result, "not modified", cancellationToken),
            { Result: { Outcome: FetchOutcome.NotModified } } => NoteFailureAsync(source, "status 304 to a request without a condition", null, cancellationToken),
            _ => NoteFailureAsync(source, answer.Result?.Reason ?? answer.Forbidden ?? answer.NoRules!, answer.Result?.RetryAfter, cancellationToken),
        });
    }

    private async Task ReadAsync(SourceRow source, HostVisit visit, FetchResult result, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(source.ToAddress(), result, visit, cancellationToken) is not { } found)
        {
            await NoteFailureAsync(source, SourceReader.Mismatch((SourceKind)source.Kind, result), null, cancellationToken);
            return;
        }

        if (found.Kind == SourceKind.Site)
        {
            found = found with { Remark = $"; {found.Feeds.Count} feeds, {await AddFeedsAsync(source, found.Feeds, cancellationToken)} of them added as sources" };
        }

        var unknown = await intake.DiscoverAsync(found.Pages, cancellationToken);
        await NoteAsync(source, found with { NewPages = unknown }, result, $"{found.Pages.Count} pages, {unknown} new{found.Remark}", cancellationToken);
    }

    private async Task<int> AddFeedsAsync(SourceRow site, IReadOnlyList<PageUrl> feeds, CancellationToken cancellationToken)
    {
        var made = 0;
        foreach (var feed in feeds)
        {
            var wish = new Source { Kind = SourceKind.Feed, Lane = (Lane)site.Lane };
            made += (await sources.AddAsync(feed, wish, "", cancellationToken)).Made ? 1 : 0;
        }

        return made;
    }

    private async Task NoteAsync(SourceRow source, SourceContent found, FetchResult result, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        log.Polled(source.Url, text);
        var rhythm = PollSchedule.Learn(PublishingRhythm.Read(source.Rhythm), now, found.Times, found.NewPages);
        var facts = new PollFacts
        {
            Wish = source.Interval,
            Rhythm = rhythm,
            Shown = found.Shown,
            Freshness = Freshness.Of(result.Headers, now),
            Ttl = found.Ttl,
            PushedFor = await subscriptions.NotePollAsync(source.Id, result.Outcome == FetchOutcome.Ok, found.Hub, found.NewPages, cancellationToken),
        };
        var (etag, lastModified) = found.AskWhole ? (null, null) : ValidatorsOf(source, result, found.NewPages);
        var note = new PollNote
        {
            Ok = true,
            Result = text,
            NewPages = found.NewPages,
            Rhythm = rhythm.Write(),
            Kind = found.Kind,
            Title = StoredText.Clean(found.Title, 300),
            ETag = etag,
            LastModified = lastModified,
            Next = Plan(facts, now),
        };
        await sources.NotePollAsync(source, note, cancellationToken);
    }

    // What stayed the same while the content did not proves nothing, then or ever after. An empty one says so, and is never sent.
    private static (string? ETag, string? LastModified) ValidatorsOf(SourceRow source, FetchResult result, int newPages)
    {
        if (result.Outcome == FetchOutcome.NotModified)
        {
            return (result.ETag ?? source.Etag, result.LastModified ?? source.LastModified);
        }

        var lies = newPages > 0 && (source.Etag ?? source.LastModified) is not null
            && string.Equals(source.Etag, result.ETag, StringComparison.Ordinal) && string.Equals(source.LastModified, result.LastModified, StringComparison.Ordinal);
        return lies || source.Etag is "" ? ("", null) : (result.ETag, result.LastModified);
    }

    private async Task NoteFailureAsync(SourceRow source, string reason, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        log.Polled(source.Url, reason);
        var now = time.GetUtcNow();
        var facts = new PollFacts { Wish = source.Interval, Rhythm = PublishingRhythm.Read(source.Rhythm), ConsecutiveFailures = source.Failures + 1, RetryAfter = retryAfter };
        await sources.NotePollAsync(source, new PollNote { Ok = false, Result = reason, Next = Plan(facts, now) }, cancellationToken);
    }

    private PollPlan Plan(PollFacts facts, DateTimeOffset now) => PollSchedule.Next(facts, options.PollBounds(webSub), now);
}
