namespace NewsPlatform.Extraction.Blocks;

/// <summary>A list.</summary>
/// <param name="Ordered">Whether its items are numbered.</param>
/// <param name="Items">The items' text.</param>
public sealed record ListBlock(bool Ordered, IReadOnlyList<string> Items) : Block
{
    /// <inheritdoc/>
    public override string PlainText => string.Join('\n', Items);
}
