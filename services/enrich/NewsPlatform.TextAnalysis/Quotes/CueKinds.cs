namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>What a word does in the attribution of speech; <c>cues.txt</c> explains the kinds.</summary>
[Flags]
internal enum CueKinds
{
    None = 0,
    Verb = 1,
    Weak = 2,
    Source = 4,
    Object = 8,
    That = 16,
    Pronoun = 32,
    Skip = 64,
    Det = 128,

    /// <summary>A phrase of several tokens begins with the word.</summary>
    BeginsPhrase = 256,
}
