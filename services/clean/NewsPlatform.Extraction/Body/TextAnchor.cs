namespace NewsPlatform.Extraction.Body;

/// <summary>A link in a block's text as the page writes it.</summary>
/// <param name="Start">Where its text starts.</param>
/// <param name="Length">Length of its text.</param>
/// <param name="Reference">The value of <c>href</c>; gone when the tree is disposed.</param>
internal readonly record struct TextAnchor(int Start, int Length, ReadOnlyMemory<char> Reference);
