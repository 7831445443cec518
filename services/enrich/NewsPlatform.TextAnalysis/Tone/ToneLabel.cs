namespace NewsPlatform.TextAnalysis.Tone;

/// <summary>The tone of a text.</summary>
/// <param name="Label">The direction.</param>
/// <param name="Score">Strength, -1 (most negative) to 1 (most positive).</param>
/// <param name="Annotator">What made it.</param>
public sealed record ToneLabel(Polarity Label, double Score, AnnotatorRun Annotator);
