namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>An earlier text that a text repeats.</summary>
/// <param name="Id">Id of the earlier text; never itself a duplicate.</param>
/// <param name="Relation">How alike they are.</param>
/// <param name="Score">Share of the shorter text's shingles that the other has, 0 to 1.</param>
public sealed record DuplicateMatch(string Id, DuplicateRelation Relation, double Score);
