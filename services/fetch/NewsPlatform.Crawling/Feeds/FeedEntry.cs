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
    IReadOnlyList<string> Categories)
{
    /// <summary>Mail addresses that the entry's authors give, in order, at most 50.</summary>
    public IReadOnlyList<string> AuthorEmails { get; init; } = [];

    /// <summary>The full text where the feed has one beside the summary, as plain text; at most 10,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>Media files, each address once, at most 50.</summary>
    public IReadOnlyList<FeedEnclosure> Enclosures { get; init; } = [];

    /// <summary>Absolute address of the discussion, or null.</summary>
    public string? CommentsUrl { get; init; }

    /// <summary>Title of the feed that the entry was taken from, or null.</summary>
    public string? SourceTitle { get; init; }

    /// <summary>Absolute address of the entry's own picture, or null.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Language tag of the entry or of what it stands in, as written, or null.</summary>
    public string? Language { get; init; }
}

/// <summary>A media file of an entry: RSS enclosure, Atom link, Media RSS content, JSON Feed attachment.</summary>
/// <param name="Url">Absolute address.</param>
/// <param name="Type">Media type as written, or null.</param>
/// <param name="Length">Bytes as the feed says, or null.</param>
public sealed record FeedEnclosure(string Url, string? Type, long? Length);
