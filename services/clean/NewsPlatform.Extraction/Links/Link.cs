namespace NewsPlatform.Extraction.Links;

/// <summary>A link of the page.</summary>
/// <param name="Url">Where it leads; always http or https.</param>
/// <param name="Text">Its text.</param>
public sealed record Link(Uri Url, string Text);
