namespace NewsPlatform.Extraction.Markup;

/// <summary>What the bytes of a page are.</summary>
internal enum PageKind
{
    /// <summary>HTML, or something with tags.</summary>
    Html,

    /// <summary>Text without markup.</summary>
    PlainText,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>No text.</summary>
    Binary,
}
