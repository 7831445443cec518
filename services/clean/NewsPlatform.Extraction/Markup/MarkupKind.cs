namespace NewsPlatform.Extraction.Markup;

/// <summary>What an element is to a reader of raw markup.</summary>
internal enum MarkupKind : byte
{
    /// <summary>One with an end tag.</summary>
    Nested,

    /// <summary>One whose end tag may be left out, or that has none.</summary>
    Unnested,

    /// <summary>One whose content is text up to its end tag.</summary>
    RawText,

    /// <summary>The same, of no use.</summary>
    Style,

    /// <summary>The same, rarely asked for.</summary>
    Script,

    /// <summary>Everything behind it is text.</summary>
    PlainText,

    /// <summary>A part of a page that scripts bring to life.</summary>
    Template,

    /// <summary><c>svg</c>.</summary>
    Drawing,

    /// <summary><c>math</c>.</summary>
    Formula,

    /// <summary><c>select</c>.</summary>
    Choice,
}
