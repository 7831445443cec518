using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>Who speaks.</summary>
/// <param name="Name">Resolved name, or the words of the text.</param>
/// <param name="Span">The words in the text.</param>
/// <param name="Cue">The word that attributes.</param>
/// <param name="CueToken">Its token.</param>
/// <param name="Score">How sure it is, 0 to 1.</param>
internal sealed record Speaker(string Name, TextSpan Span, string Cue, int CueToken, double Score)
{
    public bool IsPerson { get; init; }
}
