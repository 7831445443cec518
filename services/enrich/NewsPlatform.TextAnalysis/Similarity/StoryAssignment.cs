namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>Where a text belongs.</summary>
/// <param name="Id">The text.</param>
/// <param name="Story">The story: the id of the first text that told it.</param>
/// <param name="DuplicateOf">The earlier text that it repeats; null for a text of its own.</param>
/// <param name="Relation">How it repeats it; null with <paramref name="DuplicateOf"/>.</param>
public sealed record StoryAssignment(string Id, string Story, string? DuplicateOf, DuplicateRelation? Relation);
