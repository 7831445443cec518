namespace NewsPlatform.TextAnalysis.Keyphrases;

/// <summary>A phrase that names what a text is about.</summary>
/// <param name="Text">The phrase as first written in the text.</param>
/// <param name="Score">Weight against the best phrase of the text, 0 to 1.</param>
public sealed record Keyphrase(string Text, double Score);
