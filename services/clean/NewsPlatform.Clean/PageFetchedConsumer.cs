using Grpc.Core;
using MassTransit;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Clean;

/// <summary>
/// Reads the article out of each fetched page. The key is (page, fetch): delivery twice gives an event with the same id. What the
/// event says depends on the capture, the extractor and what is known of the site by then, so the second may say something else:
/// Store keeps the first reading of a capture, and of two outcomes the later one stands with Fetch.
/// </summary>
internal sealed class PageFetchedConsumer(CaptureClient captures, PageCleaner cleaner, CleanOptions options, EventPublisher publisher, TimeProvider time)
    : IConsumer<PageFetched>
{
    public async Task Consume(ConsumeContext<PageFetched> context)
    {
        var message = context.Message;
        var bytes = message.Size <= options.MaxPageBytes
            ? await captures.DownloadAsync(message.Capture, message.Size, context.CancellationToken)
            : null;
        if (bytes is null)
        {
            await RejectAsync(context, FetchedPages.TooLarge(message.Size, options.MaxPageBytes), cleaner.Version);
            return;
        }

        var lesson = message.Page.Lane == Lane.Backfill ? SiteLesson.Past : SiteLesson.Live;
        var page = FetchedPages.PageOf(bytes.Value, message.FinalUrl, message.ContentType, message.Status, message.Page, message.Hint);
        var (article, rejection, version) = await cleaner.ReadAsync(page, message.Page.Lane, lesson, context.CancellationToken);
        if (article is null)
        {
            await RejectAsync(context, rejection!, version);
            return;
        }

        article.Provenance = FetchedPages.ProvenanceOf(message.Page, message.Capture, message.FinalUrl, time.GetUtcNow(), version);
        await publisher.PublishAsync(
            new ArticleCleaned { Page = message.Page, Article = article },
            $"{message.Page.Name}/{message.Page.Fetch}/cleaned",
            article.Name,
            EventPublisher.KeyOf(message.Page.Lane),
            context.CancellationToken);
    }

    private Task RejectAsync(ConsumeContext<PageFetched> context, Rejection rejection, string version)
    {
        var message = context.Message;
        return publisher.PublishAsync(
            new PageRejected { Page = message.Page, Capture = message.Capture, Rejection = rejection, ExtractorVersion = version },
            $"{message.Page.Name}/{message.Page.Fetch}/rejected",
            message.Page.Name,
            EventPublisher.KeyOf(message.Page.Lane),
            context.CancellationToken);
    }
}
