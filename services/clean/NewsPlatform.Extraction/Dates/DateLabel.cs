namespace NewsPlatform.Extraction.Dates;

/// <summary>What the words beside a date say it is the date of.</summary>
internal enum DateLabel
{
    /// <summary>Nothing is said.</summary>
    None,

    /// <summary>The publication.</summary>
    Published,

    /// <summary>A later change.</summary>
    Modified,

    /// <summary>Something else: when a paper was received, when an offer ends.</summary>
    Other,
}
