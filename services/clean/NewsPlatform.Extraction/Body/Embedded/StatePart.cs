namespace NewsPlatform.Extraction.Body.Embedded;

/// <summary>One part of a text that stands in a script's data: a paragraph, a heading, a piece of markup.</summary>
/// <param name="Start">Where its text starts in the reader's.</param>
/// <param name="Length">Length of its text.</param>
/// <param name="IsHeading">Whether the data call it a heading.</param>
internal readonly record struct StatePart(int Start, int Length, bool IsHeading);
