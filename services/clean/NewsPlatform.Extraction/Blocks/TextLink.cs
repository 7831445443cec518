namespace NewsPlatform.Extraction.Blocks;

/// <summary>A link inside a block's text.</summary>
/// <param name="Start">Where its text starts, in UTF-16 units.</param>
/// <param name="Length">Length of its text, in UTF-16 units.</param>
/// <param name="Url">Where it leads; always http or https.</param>
public sealed record TextLink(int Start, int Length, Uri Url);
