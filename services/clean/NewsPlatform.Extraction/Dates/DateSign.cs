namespace NewsPlatform.Extraction.Dates;

/// <summary>What is known of where a date stands, beside who says it.</summary>
[Flags]
internal enum DateSign
{
    None = 0,

    /// <summary>In the article's head: around the headline and above the text.</summary>
    Head = 1,

    /// <summary>Words call it the date of publication.</summary>
    Labelled = 2,

    /// <summary>Its line has hardly anything else.</summary>
    Pure = 4,

    /// <summary>In a <c>time</c> element or an element named after dates.</summary>
    Element = 8,

    /// <summary>In a caption or in a long line.</summary>
    Aside = 16,

    /// <summary>A field for the creation or the upload.</summary>
    Created = 32,
}
