namespace NewsPlatform.Extraction.Explaining;

/// <summary>A page read with the reasons for each block of its text.</summary>
/// <param name="Result">The article or the rejection.</param>
/// <param name="Blocks">All blocks of the page in reading order; empty for plain text and for pages that were not parsed.</param>
public sealed record PageExplanation(ExtractionResult Result, IReadOnlyList<ExplainedBlock> Blocks);
