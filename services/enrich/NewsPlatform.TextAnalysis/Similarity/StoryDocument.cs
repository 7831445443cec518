namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>A text to be put with others that tell the same story.</summary>
/// <param name="Id">Unique among the texts.</param>
/// <param name="Text">Plain text.</param>
public sealed record StoryDocument(string Id, string Text)
{
    /// <summary>The headline.</summary>
    public string? Title { get; init; }

    /// <summary>When it was published: texts far apart in time tell different stories.</summary>
    public DateTimeOffset? Published { get; init; }
}
