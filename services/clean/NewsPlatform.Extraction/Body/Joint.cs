namespace NewsPlatform.Extraction.Body;

/// <summary>How two elements meet without a blank between them.</summary>
internal enum Joint
{
    /// <summary>They do not, or text stands between.</summary>
    None,

    /// <summary>Two inline elements.</summary>
    Siblings,

    /// <summary>Two inline elements of different classes, which a style may set apart.</summary>
    Styled,

    /// <summary>Two links: two texts.</summary>
    Parts,
}
