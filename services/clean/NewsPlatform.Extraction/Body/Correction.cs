using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Extraction.Body;

/// <summary>A correction or clarification printed with the article.</summary>
public sealed record Correction(string Text, NewsDate? Date);
