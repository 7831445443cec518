using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>An element worth a second look: a heading, a byline, a date, a standfirst.</summary>
/// <param name="Element">The element.</param>
/// <param name="Position">Number of text blocks before it.</param>
/// <param name="Hints">Its own and inherited hints.</param>
/// <param name="Value">The attribute that made it a mark: an itemprop name, a datetime; may be empty.</param>
internal sealed record Mark(PageElement Element, int Position, ElementHint Hints, string Value);
