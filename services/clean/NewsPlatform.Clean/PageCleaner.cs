using System.Diagnostics.Metrics;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Extraction;
using NewsPlatform.Hosting;

namespace NewsPlatform.Clean;

/// <summary>Reads the article out of a page, or says why there is none.</summary>
internal sealed class PageCleaner : IDisposable
{
    // A record tells the text four times over; this is a text of about a million characters, more than any article. What is
    // larger would fit neither a broker's message nor, a page of them, an answer.
    private const int MaxArticleBytes = 4 << 20;

    private readonly LaneThreads threads = new("pages");
    private readonly TimeProvider time;
    private readonly ExtractionOptions limits;
    private readonly KnownSites? sites;
    private readonly Counter<long> pages;
    private readonly Histogram<double> duration;

    public PageCleaner(CleanOptions options, TimeProvider time, IMeterFactory meters, KnownSites? sites = null)
    {
        this.sites = sites;
        this.time = time;
        limits = new ExtractionOptions { MaxTime = options.MaxPageTime, MaxBytes = options.MaxPageBytes, Clock = time };
        var meter = meters.Create("NewsPlatform.Clean");
        pages = meter.CreateCounter<long>("newsplatform.clean.pages", "{page}", "Pages read by result");
        duration = meter.CreateHistogram<double>("newsplatform.clean.duration", "s", "Time to read a page");
    }

    /// <summary>The version of the extractor alone; what goes with a page is <see cref="CleanedPage.Version"/>.</summary>
    public string Version { get; init; } = ArticleExtractor.Version;

    /// <summary>The extractor. Tests put an earlier one in its place.</summary>
    internal Func<Page, ExtractionOptions, CancellationToken, ExtractionResult> Extract { get; init; } = ArticleExtractor.Extract;

    /// <summary>Reads a page. Exactly one of the two is not null.</summary>
    public async Task<(Article? Article, Rejection? Rejection)> CleanAsync(Page page, CancellationToken cancellationToken)
    {
        var cleaned = await ReadAsync(page, Lane.Live, SiteLesson.None, cancellationToken);
        return (cleaned.Article, cleaned.Rejection);
    }

    /// <summary>Reads a page with what is known of its site.</summary>
    /// <param name="page">The page.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="lesson">Whether it may teach something about the site.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CleanedPage> ReadAsync(Page page, Lane lane, SiteLesson lesson, CancellationToken cancellationToken)
    {
        if (sites is not null)
        {
            await sites.PrepareAsync(page.Url, cancellationToken);
            page = page with { Site = sites.Of(page.Url, lesson) };
        }

        var (article, rejection) = await threads.RunAsync(lane, () => Clean(page, cancellationToken), cancellationToken);
        return new(article, rejection, KnownSites.VersionOf(Version, page.Site));
    }

    /// <summary>Tells what a page is.</summary>
    public Task<PageClassification> ClassifyAsync(Page page, CancellationToken cancellationToken) =>
        threads.RunAsync(Lane.Live, () => ArticleExtractor.Classify(page, limits, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => threads.Dispose();

    private (Article? Article, Rejection? Rejection) Clean(Page page, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var result = Extract(page, limits, cancellationToken);
        duration.Record(time.GetElapsedTime(started).TotalSeconds);
        if (result.Article is not { } found)
        {
            var rejection = result.Rejection!;
            pages.Add(1, new KeyValuePair<string, object?>("result", rejection.Reason.ToString()));
            return (null, RejectionMapping.ToProto(rejection));
        }

        if (found.Seen is { } seen)
        {
            sites?.Note(page.Url, seen);
        }

        var article = ArticleMapping.ToProto(found, page.Url);
        if (article.CalculateSize() is var size and > MaxArticleBytes)
        {
            pages.Add(1, new KeyValuePair<string, object?>("result", RejectionReason.TooLarge.ToString()));
            return (null, RejectionMapping.Make(RejectionReason.TooLarge, 1, $"the article's record has {size} bytes; at most {MaxArticleBytes} are kept"));
        }

        pages.Add(1, new KeyValuePair<string, object?>("result", "article"));
        return (article, null);
    }
}
