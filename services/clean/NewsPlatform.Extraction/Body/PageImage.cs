using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>A picture or embed as the walk met it.</summary>
/// <param name="Element">The <c>img</c> or <c>iframe</c>.</param>
/// <param name="Container">The nearest block-level element.</param>
/// <param name="Position">Number of text blocks before it.</param>
/// <param name="Hints">Inherited hints.</param>
internal sealed record PageImage(PageElement Element, int Container, int Position, ElementHint Hints);
