namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>How words are reported.</summary>
public enum QuoteKind
{
    /// <summary>A whole utterance between quotation marks.</summary>
    Direct,

    /// <summary>Reported without quotation marks.</summary>
    Indirect,

    /// <summary>A fragment between quotation marks within a reported sentence.</summary>
    Partial,
}
