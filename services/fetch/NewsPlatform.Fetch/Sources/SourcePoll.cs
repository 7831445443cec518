using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Discovery;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Crawling.Sitemaps;
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
    PageStore pages,
    SubscriptionStore subscriptions,
    PoliteFetcher web,
    FetchOptions options,
    WebSubOptions webSub,
    TimeProvider time,
    ILogger<SourcePoll> log)
{
    // A sitemap index leads to files by the thousand; the newest are enough to hear of news.
    private const int MaxChildSitemaps = 10;

    private const int MaxDiscoveredFeeds = 5;

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
        if (ReadFeed(source, result) is not { } found)
        {
            log.PushIgnored(source.Id, $"it is no feed ({contentType}, {body.Length} bytes)");
            return null;
        }

        var unknown = await pages.DiscoverAsync(found.Pages, cancellationToken);
        var text = $"pushed: {found.Pages.Count} pages, {unknown} new";
        log.Pushed(source.Url, text);
        var rhythm = PublishingRhythm.Read(source.Rhythm) is { } known ? PollSchedule.Learn(known, time.GetUtcNow(), found.Times, unknown).Write() : null;
        await sources.NotePushAsync(source, text, unknown, rhythm, cancellationToken);
        return await pages.LastDiscoveryAsync(found.Pages.Select(page => page.Url.Id), cancellationToken);
    }

    private async Task AskAsync(SourceRow source, HostVisit visit, CancellationToken cancellationToken)
    {
        var route = RedirectRoute.Of(source.Url, source.Route);
        var answer = await web.AskAsync(
            new FetchRequest(route.Next, source.Etag, source.LastModified, options.MaxPageBytes, FetchRequest.AcceptFeed, Hops: route.Hops), visit, cancellationToken);
        await (answer switch
        {
            null => Task.CompletedTask,
            { Onward: { } onward } => sources.RedirectAsync(source.Id, onward, cancellationToken),
            { Result: { Outcome: FetchOutcome.Ok } result } => ReadAsync(source, visit, result, cancellationToken),
            { Result: { Outcome: FetchOutcome.NotModified } result } => NoteAsync(source, new Found((SourceKind)source.DetectedKind, []), result, "not modified", cancellationToken),
            _ => NoteFailureAsync(source, answer.Result?.Reason ?? answer.Forbidden ?? answer.NoRules!, answer.Result?.RetryAfter, cancellationToken),
        });
    }

    private async Task ReadAsync(SourceRow source, HostVisit visit, FetchResult result, CancellationToken cancellationToken)
    {
        var found = ReadFeed(source, result)
            ?? await ReadSitemapAsync(source, visit, result, cancellationToken)
            ?? await ReadSiteAsync(source, result, cancellationToken);
        if (found is null)
        {
            await NoteFailureAsync(source, Mismatch((SourceKind)source.Kind, result), null, cancellationToken);
            return;
        }

        var unknown = await pages.DiscoverAsync(found.Pages, cancellationToken);
        await NoteAsync(source, found with { NewPages = unknown }, result, $"{found.Pages.Count} pages, {unknown} new{found.Remark}", cancellationToken);
    }

    private static Found? ReadFeed(SourceRow source, FetchResult result)
    {
        if (source.Kind is not ((long)SourceKind.Unspecified or (long)SourceKind.Feed)
            || FeedReader.Read(result.Body, result.ContentType, result.FinalUrl).Document is not { } feed)
        {
            return null;
        }

        var entries = new List<NewPage>(feed.Entries.Count);
        foreach (var entry in feed.Entries)
        {
            if (PageUrl.TryParse(entry.Url, result.FinalUrl, out var url, out _))
            {
                var hint = new FeedHint
                {
                    Title = StoredText.Clean(entry.Title, 1000),
                    Summary = StoredText.Clean(entry.Summary, 4000),
                    Published = entry.Published is { } published ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(published) : null,
                    Authors = { entry.Authors.Take(20).Select(a => StoredText.Clean(a, 200)) },
                };
                entries.Add(new NewPage(url, source.Id, (Lane)source.Lane, hint, entry.Updated ?? entry.Published));
            }
        }

        return new Found(SourceKind.Feed, entries)
        {
            Title = feed.Title ?? "",
            Ttl = feed.Ttl,
            Shown = feed.Entries.Count,
            Times = Times(feed.Entries.Select(entry => entry.Published)),
            Hub = HubLink.Find(result.Headers, feed, result.FinalUrl),
        };
    }

    private async Task<Found?> ReadSitemapAsync(SourceRow source, HostVisit visit, FetchResult result, CancellationToken cancellationToken)
    {
        if (source.Kind is not ((long)SourceKind.Unspecified or (long)SourceKind.Sitemap)
            || SitemapReader.Read(result.Body, result.ContentType, result.FinalUrl).Document is not { } sitemap)
        {
            return null;
        }

        if (sitemap.Kind != SitemapKind.Index)
        {
            return new Found(SourceKind.Sitemap, PagesOf(source, sitemap, result.FinalUrl)) { Times = TimesOf(sitemap) };
        }

        var all = new List<NewPage>();
        var times = new List<DateTime>();
        var read = 0;
        foreach (var child in sitemap.Entries.OrderByDescending(e => e.LastModified ?? DateTimeOffset.MinValue).Take(MaxChildSitemaps))
        {
            // Another host's sitemap is another host's business: its own visit, its own robots.txt.
            if (!PageUrl.TryParse(child.Url, result.FinalUrl, out var url, out _) || url.Host != visit.Host)
            {
                continue;
            }

            var answer = await web.AskAsync(new FetchRequest(url.ToUri(), MaxBytes: options.MaxPageBytes, Accept: FetchRequest.AcceptFeed), visit, cancellationToken);
            if (answer is null)
            {
                break;
            }

            if (answer.Result is { Outcome: FetchOutcome.Ok } page && SitemapReader.Read(page.Body, page.ContentType, page.FinalUrl).Document is { } part)
            {
                read++;
                all.AddRange(PagesOf(source, part, page.FinalUrl));
                times.AddRange(TimesOf(part));
            }
        }

        return new Found(SourceKind.Sitemap, all) { Remark = $" in {read} of {sitemap.Entries.Count} sitemaps", AskWhole = true, Times = [.. times] };
    }

    private static DateTime[] TimesOf(SitemapDocument sitemap) => Times(sitemap.Entries.Select(entry => entry.News?.Published));

    private static DateTime[] Times(IEnumerable<DateTimeOffset?> times) => [.. times.OfType<DateTimeOffset>().Select(time => time.UtcDateTime)];

    private static List<NewPage> PagesOf(SourceRow source, SitemapDocument sitemap, Uri baseUrl)
    {
        var found = new List<NewPage>(sitemap.Entries.Count);
        foreach (var entry in sitemap.Entries)
        {
            if (PageUrl.TryParse(entry.Url, baseUrl, out var url, out _))
            {
                var published = entry.News?.Published;
                var hint = entry.News is null ? null : new FeedHint
                {
                    Title = StoredText.Clean(entry.News.Title, 1000),
                    Published = published is { } at ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) : null,
                };
                found.Add(new NewPage(url, source.Id, (Lane)source.Lane, hint, entry.LastModified));
            }
        }

        return found;
    }

    private async Task<Found?> ReadSiteAsync(SourceRow source, FetchResult result, CancellationToken cancellationToken)
    {
        if (source.Kind is not ((long)SourceKind.Unspecified or (long)SourceKind.Site))
        {
            return null;
        }

        var feeds = FeedsNamedBy(result).Take(MaxDiscoveredFeeds).ToList();
        var made = 0;
        foreach (var feed in feeds)
        {
            if (PageUrl.TryParse(feed.Url, result.FinalUrl, out var url, out _))
            {
                var wish = new Source { Kind = SourceKind.Feed, Lane = (Lane)source.Lane };
                made += (await sources.AddAsync(url, wish, "", cancellationToken)).Made ? 1 : 0;
            }
        }

        return feeds.Count == 0 ? null : new Found(SourceKind.Site, []) { Remark = $"; {feeds.Count} feeds, {made} of them added as sources" };
    }

    private static IEnumerable<FeedCandidate> FeedsNamedBy(FetchResult result) =>
        FeedDiscovery.Find(result.Body.Span, result.FinalUrl).Where(f => f.Kind != FeedCandidateKind.CommonPath);

    private static string Mismatch(SourceKind wish, FetchResult result)
    {
        var expected = wish switch
        {
            SourceKind.Feed => "a feed",
            SourceKind.Sitemap => "a sitemap",
            SourceKind.Site => "a page that leads to feeds",
            _ => "a feed, a sitemap or a page that leads to feeds",
        };
        var came = FeedReader.Read(result.Body, result.ContentType, result.FinalUrl).IsFeed ? "a feed"
            : SitemapReader.Read(result.Body, result.ContentType, result.FinalUrl).IsSitemap ? "a sitemap"
            : FeedsNamedBy(result).Any() ? "a page that leads to feeds"
            : "something else";
        return $"expected {expected}, got {came} ({result.ContentType}, {result.Body.Length} bytes)";
    }

    private async Task NoteAsync(SourceRow source, Found found, FetchResult result, string text, CancellationToken cancellationToken)
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
        var note = new PollNote
        {
            Ok = true,
            Result = text,
            NewPages = found.NewPages,
            Rhythm = rhythm.Write(),
            Kind = found.Kind,
            Title = StoredText.Clean(found.Title, 300),
            ETag = found.AskWhole ? null : result.ETag ?? (result.Outcome == FetchOutcome.NotModified ? source.Etag : null),
            LastModified = found.AskWhole ? null : result.LastModified ?? (result.Outcome == FetchOutcome.NotModified ? source.LastModified : null),
            Next = Plan(facts, now),
        };
        await sources.NotePollAsync(source, note, cancellationToken);
    }

    private async Task NoteFailureAsync(SourceRow source, string reason, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        log.Polled(source.Url, reason);
        var now = time.GetUtcNow();
        var facts = new PollFacts { Wish = source.Interval, Rhythm = PublishingRhythm.Read(source.Rhythm), ConsecutiveFailures = source.Failures + 1, RetryAfter = retryAfter };
        await sources.NotePollAsync(source, new PollNote { Ok = false, Result = reason, Next = Plan(facts, now) }, cancellationToken);
    }

    private PollPlan Plan(PollFacts facts, DateTimeOffset now) => PollSchedule.Next(
        facts, new PollBounds { Shortest = options.MinimumPollInterval, Longest = options.MaximumPollInterval, Busy = options.PollInterval, Pushed = webSub.PollInterval }, now);

    private sealed record Found(SourceKind Kind, IReadOnlyList<NewPage> Pages)
    {
        public string Title { get; init; } = "";

        public TimeSpan? Ttl { get; init; }

        /// <summary>When the entries that it shows were published, as far as it says.</summary>
        public DateTime[] Times { get; init; } = [];

        /// <summary>Entries that it shows at once, when older ones scroll out of it.</summary>
        public int? Shown { get; init; }

        public int NewPages { get; init; }

        /// <summary>The hub that the document names.</summary>
        public HubLink? Hub { get; init; }

        /// <summary>Whether the next poll must not be conditional: what the document leads to changes without it.</summary>
        public bool AskWhole { get; init; }

        public string Remark { get; init; } = "";
    }
}
