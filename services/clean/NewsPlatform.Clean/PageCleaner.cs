using System.Diagnostics.Metrics;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Extraction;

namespace NewsPlatform.Clean;

/// <summary>Reads the article out of a page, or says why there is none.</summary>
internal sealed class PageCleaner : IDisposable
{
    // A record tells the text four times over; this is a text of about a million characters, more than any article. What is
    // larger would fit neither a broker's message nor, a page of them, an answer.
    private const int MaxArticleBytes = 4 << 20;

    private readonly PageThreads threads = new();
    private readonly TimeProvider time;
    private readonly ExtractionOptions limits;
    private readonly Counter<long> pages;
    private readonly Histogram<double> duration;

    public PageCleaner(CleanOptions options, TimeProvider time, IMeterFactory meters)
    {
        this.time = time;
        limits = new ExtractionOptions { MaxTime = options.MaxPageTime, MaxBytes = options.MaxPageBytes, Clock = time };
        var meter = meters.Create("NewsPlatform.Clean");
        pages = meter.CreateCounter<long>("newsplatform.clean.pages", "{page}", "Pages read by result");
        duration = meter.CreateHistogram<double>("newsplatform.clean.duration", "s", "Time to read a page");
    }

    /// <summary>The version of the extractor: the same version reads the same from the same page.</summary>
    public string Version { get; init; } = ArticleExtractor.Version;

    /// <summary>The extractor. Tests put an earlier one in its place.</summary>
    internal Func<Page, ExtractionOptions, CancellationToken, ExtractionResult> Extract { get; init; } = ArticleExtractor.Extract;

    /// <summary>Waits, for some seconds at most, until no page waits for one of the threads: whoever is in no hurry goes behind all others.</summary>
    public async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 250 && threads.Waiting > 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }
    }

    /// <summary>Reads a page. Exactly one of the two is not null.</summary>
    public Task<(Article? Article, Rejection? Rejection)> CleanAsync(Page page, CancellationToken cancellationToken) =>
        threads.RunAsync(() => Clean(page, cancellationToken), cancellationToken);

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
