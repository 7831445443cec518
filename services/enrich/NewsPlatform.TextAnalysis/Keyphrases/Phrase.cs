namespace NewsPlatform.TextAnalysis.Keyphrases;

/// <summary>A run of content words, equal in lower case wherever it occurs.</summary>
/// <param name="First">First token where it occurs first.</param>
/// <param name="Words">Number of words.</param>
/// <param name="Rarity">How rare its words are in general, on average.</param>
internal record struct Phrase(int First, int Words, double Rarity)
{
    /// <summary>How often it occurs.</summary>
    public int Count { get; set; }

    /// <summary>How often the commonest phrase occurs that it is part of.</summary>
    public int Longer { get; set; }
}
