namespace NewsPlatform.Extraction.Rejection;

/// <summary>A page that is not an article, and why.</summary>
/// <param name="Reason">The typed reason.</param>
/// <param name="Score">How sure, 0 to 1.</param>
/// <param name="Explanation">One sentence for people.</param>
/// <param name="Evidence">What in the page told.</param>
public sealed record PageRejection(RejectionReason Reason, double Score, string Explanation, IReadOnlyList<Evidence> Evidence);
