using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Extraction;

namespace NewsPlatform.Clean;

/// <summary>Pages that Fetch has kept, whether they were fetched just now or long ago: the same capture is read the same way.</summary>
internal static class FetchedPages
{
    /// <summary>The page for the extractor.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="finalUrl">The address that answered.</param>
    /// <param name="contentType">As served; empty when unknown.</param>
    /// <param name="status">HTTP status; 0 when unknown.</param>
    /// <param name="page">The page.</param>
    /// <param name="hint">What a feed said of it.</param>
    public static Page PageOf(
        ReadOnlyMemory<byte> bytes, string finalUrl, string contentType, int status, PageRef page, Contracts.Type.V1.FeedHint? hint) => new(bytes, new Uri(finalUrl))
        {
            ContentType = contentType.Length == 0 ? null : contentType,
            Status = status == 0 ? null : status,
            FetchedAt = page.FetchTime?.ToDateTimeOffset(),
            Feed = hint is null
                ? null
                : new Extraction.FeedHint(
                    hint.Title.Length == 0 ? null : hint.Title,
                    hint.Summary.Length == 0 ? null : hint.Summary,
                    hint.Published?.ToDateTimeOffset(),
                    [.. hint.Authors]),
        };

    /// <summary>How an article came to be.</summary>
    public static Provenance ProvenanceOf(PageRef page, string capture, string finalUrl, DateTimeOffset now, string version) => new()
    {
        Page = page.Name,
        Capture = capture,
        Source = page.Source,
        RequestedUrl = page.Url,
        FinalUrl = finalUrl,
        DiscoverTime = page.DiscoverTime,
        FetchTime = page.FetchTime,
        CleanTime = Timestamp.FromDateTimeOffset(now),
        ExtractorVersion = version,
        Lane = page.Lane,
    };

    /// <summary>The rejection of a page that is not even pulled.</summary>
    public static Rejection TooLarge(long size, int most) =>
        RejectionMapping.Make(RejectionReason.TooLarge, 1, $"the page has {size} bytes; at most {most} are read");
}
