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

    /// <summary>What a page says of itself that would be an article if there were more of it; null for articles and for all other pages.</summary>
    public PageStatement? Stated { get; private init; }

    /// <summary>What speaks for its being an article.</summary>
    internal (double Score, IReadOnlyList<Evidence> Evidence) Signs { get; private init; } = (0.5, []);

    /// <summary>The language of a page that is no article.</summary>
    internal string RejectedLanguage { get; private init; } = "und";

    /// <summary>The outcome for an article.</summary>
    public static ExtractionResult Of(ExtractedArticle article) => new() { Article = article };

    /// <summary>The outcome for a page that is no article.</summary>
    public static ExtractionResult Of(PageRejection rejection) => new() { Rejection = rejection };

    internal static ExtractionResult Of(ExtractedArticle article, (double Score, IReadOnlyList<Evidence> Evidence) signs) => new() { Article = article, Signs = signs };

    internal static ExtractionResult Of(PageRejection rejection, string language, PageStatement? stated = null) => new() { Rejection = rejection, RejectedLanguage = language, Stated = stated };
}
