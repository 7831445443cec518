namespace NewsPlatform.Extraction.Body;

/// <summary>Which blocks of a page are the article.</summary>
/// <param name="Root">The container that holds them.</param>
/// <param name="Kept">Indexes of the kept text blocks, ascending.</param>
/// <param name="Length">Characters kept.</param>
internal sealed record BodySelection(int Root, IReadOnlyList<int> Kept, double Length)
{
    /// <summary>Nothing.</summary>
    public static BodySelection None { get; } = new(-1, [], 0);

    /// <summary>The model's log-odds of all blocks; null where it was not asked.</summary>
    public IReadOnlyList<float>? Scores { get; init; }
}
