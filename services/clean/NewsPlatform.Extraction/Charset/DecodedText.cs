namespace NewsPlatform.Extraction.Charset;

/// <summary>A page's text after decoding.</summary>
/// <param name="Text">The text, without byte order mark.</param>
/// <param name="Charset">The WHATWG name of the encoding, such as <c>utf-8</c> or <c>windows-1252</c>.</param>
/// <param name="Source">What told it.</param>
public sealed record DecodedText(string Text, string Charset, CharsetSource Source);
