using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.Extraction;

/// <summary>The outcome of an extraction: exactly one of the two is present.</summary>
public sealed record ExtractionResult
{
    private ExtractionResult() { }

    /// <summary>The article, when the page is one.</summary>
    public ExtractedArticle? Article { get; private init; }

    /// <summary>Why the page is not an article.</summary>
    public PageRejection? Rejection { get; private init; }

    /// <summary>The outcome for an article.</summary>
    public static ExtractionResult Of(ExtractedArticle article) => new() { Article = article };

    /// <summary>The outcome for a page that is no article.</summary>
    public static ExtractionResult Of(PageRejection rejection) => new() { Rejection = rejection };
}
