namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>A sequence of tokens that may be a name.</summary>
internal sealed class Candidate(int from, int end, string text)
{
    public int From { get; } = from;

    public int End { get; } = end;

    /// <summary>The name as written.</summary>
    public string Text { get; } = text;

    /// <summary>A title or role stands before the name.</summary>
    public bool Titled { get; init; }

    /// <summary>The name begins a sentence, where capitals mean little.</summary>
    public bool AtStart { get; init; }

    public EntityType Type { get; set; }

    /// <summary>0 for "not a name after all".</summary>
    public double Score { get; set; }

    public Place? Place { get; set; }
}
