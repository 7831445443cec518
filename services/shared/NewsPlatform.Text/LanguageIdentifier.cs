namespace NewsPlatform.Text;

/// <summary>Identifies the language of a text.</summary>
public static class LanguageIdentifier
{
    /// <summary>Identifies the language of <paramref name="text"/>.</summary>
    /// <param name="text">Plain text; only a bounded prefix of it is read.</param>
    public static LanguageGuess Identify(ReadOnlySpan<char> text) => new("und", 0);
}
