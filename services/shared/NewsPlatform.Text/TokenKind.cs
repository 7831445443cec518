namespace NewsPlatform.Text;

/// <summary>What a token is made of.</summary>
public enum TokenKind : byte
{
    /// <summary>Letters, with inner hyphens and apostrophes; an abbreviation of single letters keeps its points (<c>U.S.</c>).</summary>
    Word,

    /// <summary>Begins with a digit: <c>1,000.50</c>, <c>10:30</c>, <c>3rd</c>.</summary>
    Number,

    /// <summary>One mark or symbol.</summary>
    Mark,
}
