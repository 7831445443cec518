namespace NewsPlatform.Extraction.Charset;

/// <summary>What told the encoding.</summary>
public enum CharsetSource
{
    /// <summary>A byte order mark.</summary>
    ByteOrderMark,

    /// <summary>The <c>Content-Type</c> header.</summary>
    Header,

    /// <summary>A <c>meta</c> element or XML declaration in the first bytes.</summary>
    Declaration,

    /// <summary>The bytes themselves.</summary>
    Detection,

    /// <summary>Nothing: the default.</summary>
    Fallback,
}
