namespace NewsPlatform.Extraction.Blocks;

/// <summary>A paragraph.</summary>
public sealed record Paragraph(string Text, IReadOnlyList<TextLink> Links) : Block
{
    /// <inheritdoc/>
    public override string PlainText => Text;
}
