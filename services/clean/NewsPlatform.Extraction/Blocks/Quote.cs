namespace NewsPlatform.Extraction.Blocks;

/// <summary>A paragraph set off as a quotation.</summary>
public sealed record Quote(string Text, IReadOnlyList<TextLink> Links) : Block
{
    /// <inheritdoc/>
    public override string PlainText => Text;
}
