namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>A selector cannot be read.</summary>
/// <param name="position">Where, in characters from the start.</param>
/// <param name="message">What is wrong there and what would be right.</param>
internal sealed class SelectorException(int position, string message) : Exception(message)
{
    /// <summary>Where, in characters from the start.</summary>
    public int Position { get; } = position;
}
