namespace NewsPlatform.TextAnalysis;

/// <summary>An article to be analysed.</summary>
/// <param name="Text">The plain text, paragraphs apart by line breaks. Spans of annotations refer to it.</param>
public sealed record Document(string Text)
{
    /// <summary>The headline; it helps to weigh topics, keyphrases and salience and carries no spans.</summary>
    public string? Title { get; init; }

    /// <summary>The language as declared or known, a BCP 47 tag; believed where the text itself does not clearly tell.</summary>
    public string? Language { get; init; }

    /// <summary>When the article was published: what relative dates are counted from. The offset's local date counts.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The article's address; its path may hint at the topic.</summary>
    public string? Url { get; init; }
}
