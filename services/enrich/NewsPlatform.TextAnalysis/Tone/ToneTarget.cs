namespace NewsPlatform.TextAnalysis.Tone;

/// <summary>The tone towards one mention of an entity.</summary>
/// <param name="Start">First code point of the mention.</param>
/// <param name="End">One past its last code point.</param>
/// <param name="Label">The direction.</param>
/// <param name="Score">Strength, -1 to 1.</param>
public sealed record ToneTarget(int Start, int End, Polarity Label, double Score);
