namespace NewsPlatform.Extraction.Blocks;

/// <summary>A table of text cells.</summary>
public sealed record Table(IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    /// <inheritdoc/>
    public override string PlainText => string.Join('\n', Rows.Select(row => string.Join('\t', row)));
}
