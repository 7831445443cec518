namespace NewsPlatform.TextAnalysis.Tone;

/// <summary>What a word does to the tone; the default is neutral.</summary>
/// <param name="Valence">Its own tone, about -4 to 4; 0 for a neutral word.</param>
/// <param name="Role">What it does to the words after it.</param>
internal readonly record struct ToneWord(double Valence, ToneRole Role);

/// <summary>What a word does to the tone of those after it.</summary>
internal enum ToneRole
{
    None,
    Negation,
    Booster,
    Damper,
}
