namespace NewsPlatform.Extraction.Blocks;

/// <summary>A heading inside the article.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Text">Its text.</param>
public sealed record Heading(int Level, string Text) : Block
{
    /// <inheritdoc/>
    public override string PlainText => Text;
}
