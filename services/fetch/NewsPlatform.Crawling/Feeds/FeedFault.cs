namespace NewsPlatform.Crawling.Feeds;

/// <summary>Why bytes are no feed.</summary>
public enum FeedFaultKind
{
    /// <summary>A document of another kind, such as a web page.</summary>
    NotAFeed,

    /// <summary>Meant as a feed, but broken beyond reading.</summary>
    Malformed,

    /// <summary>More bytes or markup than the bounds of <see cref="FeedReader"/>.</summary>
    TooLarge,

    /// <summary>Elements nested deeper than any feed nests them.</summary>
    TooDeep,

    /// <summary>No bytes, or white space.</summary>
    Empty,
}

/// <summary>Why bytes are no feed, for programs and for people.</summary>
/// <param name="Kind">The class of fault.</param>
/// <param name="Reason">A sentence that names what was found.</param>
public sealed record FeedFault(FeedFaultKind Kind, string Reason);
