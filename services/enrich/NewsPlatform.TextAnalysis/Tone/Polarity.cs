namespace NewsPlatform.TextAnalysis.Tone;

/// <summary>The direction of a tone.</summary>
public enum Polarity
{
    Neutral,
    Positive,
    Negative,
}
