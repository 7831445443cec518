namespace NewsPlatform.Extraction;

/// <summary>How much of the article the page gave.</summary>
public enum Completeness
{
    /// <summary>Nothing says that a part is missing.</summary>
    Full,

    /// <summary>The free part of a paid article.</summary>
    PaywalledPart,

    /// <summary>Cut by the site ("continue reading") or by a limit.</summary>
    Truncated,

    /// <summary>Only the feed's summary is known.</summary>
    FeedSummary,

    /// <summary>The page does not tell.</summary>
    Unknown,
}
