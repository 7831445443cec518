namespace NewsPlatform.Crawling.Discovery;

/// <summary>How a possible feed was found; earlier is more certain.</summary>
public enum FeedCandidateKind
{
    /// <summary>The page declares it with a link element.</summary>
    Declared,

    /// <summary>An anchor whose address or text looks like a feed.</summary>
    Anchor,

    /// <summary>A path where content systems serve feeds; nothing on the page names it.</summary>
    CommonPath,
}

/// <summary>An address where a feed may be.</summary>
/// <param name="Url">Absolute http or https address.</param>
/// <param name="Kind">How it was found.</param>
/// <param name="Title">The title that the page gives it, or null.</param>
public sealed record FeedCandidate(string Url, FeedCandidateKind Kind, string? Title);
