namespace NewsPlatform.Extraction;

/// <summary>A value with what speaks for it.</summary>
/// <param name="Value">The chosen value.</param>
/// <param name="Evidence">Where it comes from.</param>
/// <param name="Others">The candidates that lost, best first, at most ten.</param>
public sealed record Sourced<T>(T Value, Evidence Evidence, IReadOnlyList<Candidate<T>> Others)
{
    /// <summary>A value without rivals.</summary>
    public Sourced(T value, Evidence evidence) : this(value, evidence, []) { }
}
