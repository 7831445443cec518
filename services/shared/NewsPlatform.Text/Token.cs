namespace NewsPlatform.Text;

/// <summary>A token of a text, in UTF-16 units.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">One past the last unit.</param>
/// <param name="Kind">What it is made of.</param>
public readonly record struct Token(int Start, int End, TokenKind Kind)
{
    /// <summary>Number of UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>The place of the token in its text.</summary>
    public TextSpan Span => new(Start, End);
}
