namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>What is wrong in a file of site rules.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters of UTF-8 text, from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SiteRuleError(int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"line {Line}, column {Column}: {Message}");
}
