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
    IReadOnlyList<FeedEntry> Entries);
