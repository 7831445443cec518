namespace NewsPlatform.TextAnalysis.Similarity;

/// <summary>How alike two texts are.</summary>
public enum DuplicateRelation
{
    /// <summary>The same words in the same order; case, punctuation and white space aside.</summary>
    Exact,

    /// <summary>Mostly the same text: shortened, edited, re-ordered or with additions.</summary>
    Near,
}
