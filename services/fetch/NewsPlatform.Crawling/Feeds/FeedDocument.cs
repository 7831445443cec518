namespace NewsPlatform.Crawling.Feeds;

/// <summary>A feed of any format, as far as the platform needs it.</summary>
/// <param name="Title">Plain text, or null.</param>
/// <param name="Link">Absolute address of the site that the feed belongs to, or null.</param>
/// <param name="Language">Language tag as the feed gives it, or null.</param>
/// <param name="Ttl">How long the feed says it may be cached; at most 30 days.</param>
/// <param name="HubUrl">WebSub hub that announces changes, or null.</param>
/// <param name="Updated">When the feed says it last changed, or null.</param>
/// <param name="Entries">Entries in the feed's own order; at most <see cref="FeedReader.MaxEntries"/>.</param>
public sealed record FeedDocument(
    string? Title,
    string? Link,
    string? Language,
    TimeSpan? Ttl,
    string? HubUrl,
    DateTimeOffset? Updated,
    IReadOnlyList<FeedEntry> Entries)
{
    /// <summary>atom:id, as written.</summary>
    public string? Id { get; init; }

    /// <summary>Absolute address that the feed gives as its own, or null.</summary>
    public string? FeedUrl { get; init; }

    /// <summary>Description or subtitle as plain text; at most 10,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Copyright or rights as plain text.</summary>
    public string? Copyright { get; init; }

    /// <summary>The program that wrote the feed.</summary>
    public string? Generator { get; init; }

    /// <summary>Absolute address of the feed's picture: image, itunes:image, logo or icon.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>When the feed says it was published.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Names of the feed's authors, else of its editor or webmaster.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Mail addresses that the same people give, in order, at most 50.</summary>
    public IReadOnlyList<string> AuthorEmails { get; init; } = [];

    /// <summary>The feed's categories in order, at most 100.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
