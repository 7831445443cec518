namespace NewsPlatform.TextAnalysis;

/// <summary>Bounds of an analysis. The defaults suit news articles.</summary>
public sealed record AnalysisOptions
{
    /// <summary>UTF-16 units of the text that are analysed; what follows carries no annotations. Longest real articles have about 100,000.</summary>
    public int MaxChars { get; init; } = 200_000;

    /// <summary>Entities kept, the most salient first. A page with more names is a list, not a story.</summary>
    public int MaxEntities { get; init; } = 500;

    /// <summary>Quotes kept, in text order.</summary>
    public int MaxQuotes { get; init; } = 500;

    /// <summary>Date expressions kept, in text order.</summary>
    public int MaxDates { get; init; } = 1000;

    /// <summary>Topics kept, the best first.</summary>
    public int MaxTopics { get; init; } = 3;

    /// <summary>Keyphrases kept, the best first.</summary>
    public int MaxKeyphrases { get; init; } = 10;

    /// <summary>Sentences of the summary.</summary>
    public int SummarySentences { get; init; } = 3;
}
