namespace NewsPlatform.TextAnalysis;

/// <summary>What made a list of annotations.</summary>
/// <param name="Id">Stable name, such as <c>entities</c>.</param>
/// <param name="Version">Changes whenever the same text could get other annotations.</param>
public sealed record AnnotatorRun(string Id, string Version);
