namespace NewsPlatform.Crawling.Feeds;

/// <summary>One entry of a feed. Nothing here is invented: what the feed does not say is null or empty.</summary>
/// <param name="Id">guid, atom:id, rdf:about or JSON id, as written.</param>
/// <param name="Url">Absolute address of the page, relative ones resolved; not normalised, and not always http.</param>
/// <param name="Title">Plain text without markup; at most 1,000 characters.</param>
/// <param name="Summary">Description or content as plain text; at most 10,000 characters.</param>
/// <param name="Published">When the entry says it was published.</param>
/// <param name="Updated">When the entry says it was changed.</param>
/// <param name="Authors">Names in order, at most 50.</param>
/// <param name="Categories">Names in order, at most 100.</param>
public sealed record FeedEntry(
    string? Id,
    string? Url,
    string? Title,
    string? Summary,
    DateTimeOffset? Published,
    DateTimeOffset? Updated,
    IReadOnlyList<string> Authors,
    IReadOnlyList<string> Categories);
