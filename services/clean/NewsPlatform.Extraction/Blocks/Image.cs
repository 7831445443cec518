namespace NewsPlatform.Extraction.Blocks;

/// <summary>A picture in the article.</summary>
/// <param name="Url">Its address; always http or https.</param>
/// <param name="Caption">The caption without the credit.</param>
/// <param name="Credit">Who made it.</param>
public sealed record Image(Uri Url, string? Caption, string? Credit) : Block
{
    /// <inheritdoc/>
    public override string PlainText => "";
}
