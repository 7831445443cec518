namespace NewsPlatform.Extraction.Sites;

/// <summary>Something that a site prints on many of its pages.</summary>
/// <param name="Fingerprint">Of its text and its place in the markup.</param>
/// <param name="Sample">The first characters of the text as it was seen once.</param>
/// <param name="Pages">Articles it stood on, of those that the profile counts.</param>
/// <param name="IsTitleTail">Whether it is what the site adds to the titles of its pages, not a block of text.</param>
public sealed record RepeatedBlock(ulong Fingerprint, string Sample, int Pages, bool IsTitleTail);
