namespace NewsPlatform.Extraction.Blocks;

/// <summary>A part of an article, in reading order.</summary>
public abstract record Block
{
    /// <summary>The block's text as it counts for the article's plain text; empty for pictures and embeds.</summary>
    public abstract string PlainText { get; }
}
