using NewsPlatform.Extraction.Sites;

namespace NewsPlatform.Extraction;

/// <summary>A page as it was served: what the extractor reads.</summary>
/// <param name="Bytes">The body after content decoding (gzip and the like), before any charset decoding.</param>
/// <param name="Url">The address the bytes came from, after redirects; absolute.</param>
public sealed record Page(ReadOnlyMemory<byte> Bytes, Uri Url)
{
    /// <summary>The <c>Content-Type</c> header as served, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The HTTP status code, or null when unknown.</summary>
    public int? Status { get; init; }

    /// <summary>When the bytes were fetched; no publication date later than this (and a day) is believed.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>What a feed or sitemap said about the page, or null.</summary>
    public FeedHint? Feed { get; init; }

    /// <summary>What is known of the page's site, or null.</summary>
    public SiteKnowledge? Site { get; init; }
}
