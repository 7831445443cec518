namespace NewsPlatform.TextAnalysis.Summary;

/// <summary>A sentence of the summary.</summary>
/// <param name="Start">First code point.</param>
/// <param name="End">One past the last code point.</param>
/// <param name="Text">The text at the span.</param>
public sealed record SummarySentence(int Start, int End, string Text);
