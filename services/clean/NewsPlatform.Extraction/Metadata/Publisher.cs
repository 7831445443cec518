namespace NewsPlatform.Extraction.Metadata;

/// <summary>Who published the article.</summary>
public sealed record Publisher(string Name, Uri? Url);
