namespace NewsPlatform.Text;

/// <summary>A part of a text in UTF-16 units, as .NET strings are indexed.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">One past the last unit; never below <paramref name="Start"/>.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Number of UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>Whether the two parts share at least one unit.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>Whether <paramref name="other"/> lies wholly within this part.</summary>
    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;
}
