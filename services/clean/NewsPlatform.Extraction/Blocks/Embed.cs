namespace NewsPlatform.Extraction.Blocks;

/// <summary>Something of another site shown in the article: a video, a post.</summary>
/// <param name="Url">Its address; always http or https.</param>
/// <param name="Provider">The site's host without <c>www.</c>.</param>
public sealed record Embed(Uri Url, string? Provider) : Block
{
    /// <inheritdoc/>
    public override string PlainText => "";
}
