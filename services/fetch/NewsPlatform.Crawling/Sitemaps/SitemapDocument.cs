namespace NewsPlatform.Crawling.Sitemaps;

/// <summary>What a sitemap lists.</summary>
public enum SitemapKind
{
    /// <summary>Pages, in XML.</summary>
    Pages,

    /// <summary>Other sitemaps.</summary>
    Index,

    /// <summary>Pages, one address a line.</summary>
    Text,
}

/// <summary>A sitemap or sitemap index (sitemaps.org protocol 0.9).</summary>
/// <param name="Kind">What the entries are.</param>
/// <param name="Entries">Entries in file order.</param>
/// <param name="Truncated">True when the file had more entries than were read, or ended in the middle.</param>
public sealed record SitemapDocument(SitemapKind Kind, IReadOnlyList<SitemapEntry> Entries, bool Truncated);
