using System.Diagnostics.CodeAnalysis;
using NewsPlatform.Crawling.Feeds;

namespace NewsPlatform.Crawling.Sitemaps;

/// <summary>Why bytes are no sitemap.</summary>
public enum SitemapFaultKind
{
    /// <summary>A document of another kind: a web page, a feed.</summary>
    NotASitemap,

    /// <summary>Meant as a sitemap, but nothing could be read of it.</summary>
    Malformed,

    /// <summary>More than 50 MB after decompression (the protocol's own bound).</summary>
    TooLarge,

    /// <summary>Elements nested deeper than any sitemap nests them.</summary>
    TooDeep,

    /// <summary>No bytes, or white space.</summary>
    Empty,

    /// <summary>Gzip that is cut short or damaged.</summary>
    BadGzip,
}

/// <summary>Why bytes are no sitemap, for programs and for people.</summary>
/// <param name="Kind">The class of fault.</param>
/// <param name="Reason">A sentence that names what was found.</param>
public sealed record SitemapFault(SitemapFaultKind Kind, string Reason);

/// <summary>A sitemap, or why there is none.</summary>
public sealed record SitemapResult
{
    private SitemapResult(SitemapDocument? document, SitemapFault? fault)
    {
        Document = document;
        Fault = fault;
    }

    /// <summary>The sitemap, when it could be read.</summary>
    public SitemapDocument? Document { get; }

    /// <summary>The fault, when it could not.</summary>
    public SitemapFault? Fault { get; }

    /// <summary>True when there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsSitemap => Document is not null;

    internal static SitemapResult Of(SitemapDocument document) => new(document, null);

    internal static SitemapResult Failed(SitemapFaultKind kind, string reason) => new(null, new SitemapFault(kind, PlainText.Collapse(reason, PlainText.MaxTitleLength) ?? ""));
}
