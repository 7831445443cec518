namespace NewsPlatform.Extraction.Links;

/// <summary>The same article in another language or region (<c>link rel=alternate hreflang</c>).</summary>
public sealed record Alternate(string Language, Uri Url);
