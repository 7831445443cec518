namespace NewsPlatform.Extraction;

/// <summary>A value that was found but not chosen.</summary>
public sealed record Candidate<T>(T Value, Evidence Evidence);
