using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Extraction.Blocks;

/// <summary>One timed entry of a live blog.</summary>
public sealed record LiveUpdate(NewsDate? Time, string? Title, IReadOnlyList<Block> Blocks) : Block
{
    /// <inheritdoc/>
    public override string PlainText
    {
        get
        {
            var parts = Blocks.Select(block => block.PlainText).Where(text => text.Length > 0);
            return string.Join("\n\n", Title is null ? parts : parts.Prepend(Title));
        }
    }
}
