namespace NewsPlatform.Text;

/// <summary>The language a text seems to be in.</summary>
/// <param name="Code">ISO 639-1 code where there is one, else ISO 639-3; <c>und</c> when the text does not tell.</param>
/// <param name="Score">Probability of <paramref name="Code"/> among the known languages, 0 to 1.</param>
public readonly record struct LanguageGuess(string Code, double Score);
