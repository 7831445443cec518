namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>How a language uses a lower-case word; the default is that of a word nobody knows.</summary>
/// <param name="IsFunctionWord">An article, preposition, pronoun, auxiliary, weekday, month or the like.</param>
/// <param name="DocumentsIn10000">How many documents of 10,000 hold the word, as far as known; 0 for unknown words.</param>
internal readonly record struct WordUse(bool IsFunctionWord, int DocumentsIn10000)
{
    /// <summary>Whether the word is usually written small.</summary>
    public bool IsCommon => IsFunctionWord || DocumentsIn10000 > 0;
}
