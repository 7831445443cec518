using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MassTransit;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Extraction;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Clean;

/// <summary>
/// Reads the article out of each fetched page. The key is (capture, extractor version), and the same key
/// gives the same event, so delivery twice or out of order is harmless.
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
            var explanation = $"the page has {message.Size} bytes; at most {options.MaxPageBytes} are read";
            await RejectAsync(context, RejectionMapping.Make(RejectionReason.TooLarge, 1, explanation), PageCleaner.Version);
            return;
        }

        var lesson = message.Page.Lane == Lane.Backfill ? SiteLesson.Past : SiteLesson.Live;
        var (article, rejection, version) = await cleaner.ReadAsync(PageOf(message, bytes.Value), lesson, context.CancellationToken);
        if (article is null)
        {
            await RejectAsync(context, rejection!, version);
            return;
        }

        article.Provenance = new Provenance
        {
            Page = message.Page.Name,
            Capture = message.Capture,
            Source = message.Page.Source,
            RequestedUrl = message.Page.Url,
            FinalUrl = message.FinalUrl,
            DiscoverTime = message.Page.DiscoverTime,
            FetchTime = message.Page.FetchTime,
            CleanTime = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            ExtractorVersion = version,
            Lane = message.Page.Lane,
        };
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

    private static Page PageOf(PageFetched message, ReadOnlyMemory<byte> bytes) => new(bytes, new Uri(message.FinalUrl))
    {
        ContentType = message.ContentType.Length == 0 ? null : message.ContentType,
        Status = message.Status == 0 ? null : message.Status,
        FetchedAt = message.Page.FetchTime?.ToDateTimeOffset(),
        Feed = message.Hint is { } hint
            ? new Extraction.FeedHint(
                hint.Title.Length == 0 ? null : hint.Title,
                hint.Summary.Length == 0 ? null : hint.Summary,
                hint.Published?.ToDateTimeOffset(),
                [.. hint.Authors])
            : null,
    };
}
