using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Discovery;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Sitemaps;
using NewsPlatform.Crawling.WebSub;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Sources;

/// <summary>Reads what a source's address answered as a feed, a sitemap, or a site that leads to feeds. Keeps nothing.</summary>
internal sealed class SourceReader(PoliteFetcher web, FetchOptions options)
{
    // A sitemap index leads to files by the thousand; the newest are enough to hear of news.
    private const int MaxChildSitemaps = 10;

    private const int MaxDiscoveredFeeds = 5;

    private const int MinStamped = 3;
    private static readonly TimeSpan OneStamp = TimeSpan.FromMinutes(1);

    // From the rendering of a document to the date of its answer.
    private static readonly TimeSpan Rendering = TimeSpan.FromSeconds(5);

    /// <summary>Reads an answer with a body; of a sitemap index also the newest sitemaps that it names on the same host.</summary>
    /// <returns>What it shows; null when it is nothing of that kind: <see cref="Mismatch"/> says what it is.</returns>
    public async Task<SourceContent?> ReadAsync(SourceAddress source, FetchResult result, HostVisit visit, CancellationToken cancellationToken) =>
        ReadFeed(source, result) ?? await ReadSitemapAsync(source, visit, result, cancellationToken) ?? ReadSite(source, result);

    /// <summary>Reads a feed; null when it is none, or the source is to be read as something else.</summary>
    public static SourceContent? ReadFeed(SourceAddress source, FetchResult result)
    {
        if (source.Kind is not (SourceKind.Unspecified or SourceKind.Feed)
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
                entries.Add(new NewPage(url, source.Id, source.Lane, hint, entry.Updated ?? entry.Published));
            }
        }

        var (pages, anyPutOff) = Believed(entries, result);
        return new SourceContent(SourceKind.Feed, pages)
        {
            AskWhole = anyPutOff,
            Title = feed.Title ?? "",
            Ttl = feed.Ttl,
            Shown = feed.Entries.Count,
            Times = Times(feed.Entries.Select(entry => entry.Published)),
            Hub = HubLink.Find(result.Headers, feed, result.FinalUrl),
        };
    }

    private async Task<SourceContent?> ReadSitemapAsync(SourceAddress source, HostVisit visit, FetchResult result, CancellationToken cancellationToken)
    {
        if (source.Kind is not (SourceKind.Unspecified or SourceKind.Sitemap)
            || SitemapReader.Read(result.Body, result.ContentType, result.FinalUrl).Document is not { } sitemap)
        {
            return null;
        }

        if (sitemap.Kind != SitemapKind.Index)
        {
            var (pages, anyPutOff) = PagesOf(source, sitemap, result);
            return new SourceContent(SourceKind.Sitemap, pages) { AskWhole = anyPutOff, Times = TimesOf(sitemap) };
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
                all.AddRange(PagesOf(source, part, page).Pages);
                times.AddRange(TimesOf(part));
            }
        }

        return new SourceContent(SourceKind.Sitemap, all) { Remark = $" in {read} of {sitemap.Entries.Count} sitemaps", AskWhole = true, Times = [.. times] };
    }

    private static DateTime[] TimesOf(SitemapDocument sitemap) => Times(sitemap.Entries.Select(entry => entry.News?.Published));

    private static DateTime[] Times(IEnumerable<DateTimeOffset?> times) => [.. times.OfType<DateTimeOffset>().Select(time => time.UtcDateTime)];

    private static (List<NewPage> Pages, bool AnyPutOff) PagesOf(SourceAddress source, SitemapDocument sitemap, FetchResult answer)
    {
        var found = new List<NewPage>(sitemap.Entries.Count);
        foreach (var entry in sitemap.Entries)
        {
            if (PageUrl.TryParse(entry.Url, answer.FinalUrl, out var url, out _))
            {
                var published = entry.News?.Published;
                var hint = entry.News is null ? null : new FeedHint
                {
                    Title = StoredText.Clean(entry.News.Title, 1000),
                    Published = published is { } at ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) : null,
                };
                found.Add(new NewPage(url, source.Id, source.Lane, hint, entry.LastModified));
            }
        }

        return Believed(found, answer);
    }

    // Some write the time of their answer, or of their last build, to all that they list: that says of no page that it changed, and
    // each poll would have all of them fetched again. One or two entries have little in common; but a time that is the answer's own is
    // put off: if it is true, the next answer has it again, and another time of its own.
    private static (List<NewPage> Pages, bool AnyPutOff) Believed(List<NewPage> pages, FetchResult answer)
    {
        var times = pages.Select(page => page.Updated).OfType<DateTimeOffset>().ToList();
        if (times.Count >= MinStamped && times.Max() - times.Min() < OneStamp)
        {
            return (pages.ConvertAll(page => page with { Updated = null }), false);
        }

        var made = AnswerTime.Of(answer.Headers);
        return times.Exists(IsOfTheAnswer)
            ? (pages.ConvertAll(page => page.Updated is { } updated && IsOfTheAnswer(updated) ? page with { Updated = null } : page), true)
            : (pages, false);

        bool IsOfTheAnswer(DateTimeOffset updated) => made.Any(time => (updated - time).Duration() <= Rendering);
    }

    private static SourceContent? ReadSite(SourceAddress source, FetchResult result)
    {
        if (source.Kind is not (SourceKind.Unspecified or SourceKind.Site))
        {
            return null;
        }

        var feeds = new List<PageUrl>();
        foreach (var feed in FeedsNamedBy(result).Take(MaxDiscoveredFeeds))
        {
            if (PageUrl.TryParse(feed.Url, result.FinalUrl, out var url, out _))
            {
                feeds.Add(url);
            }
        }

        return feeds.Count == 0 ? null : new SourceContent(SourceKind.Site, []) { Feeds = feeds };
    }

    private static IEnumerable<FeedCandidate> FeedsNamedBy(FetchResult result) =>
        FeedDiscovery.Find(result.Body.Span, result.FinalUrl, result.ContentType).Where(f => f.Kind != FeedCandidateKind.CommonPath);

    /// <summary>Why a document is not what the source is to be read as.</summary>
    public static string Mismatch(SourceKind wish, FetchResult result)
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
}
