namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>One mention of an entity.</summary>
/// <param name="Start">First code point.</param>
/// <param name="End">One past the last code point.</param>
/// <param name="Text">The text at the span.</param>
/// <param name="Nominal">Whether it is a description ("the prime minister") or pronoun instead of a name.</param>
public sealed record Mention(int Start, int End, string Text, bool Nominal);
