namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>Words that the text attributes to someone.</summary>
public sealed record Quote
{
    /// <summary>First code point; quotation marks belong to the quote.</summary>
    public required int Start { get; init; }

    /// <summary>One past the last code point.</summary>
    public required int End { get; init; }

    /// <summary>The text at the span.</summary>
    public required string Text { get; init; }

    /// <summary>How the words are reported.</summary>
    public required QuoteKind Kind { get; init; }

    /// <summary>Who says so: the entity's name where the speaker is one, else the words of the text; null when not told.</summary>
    public string? Speaker { get; init; }

    /// <summary>First code point of the speaker's nearest mention.</summary>
    public int? SpeakerStart { get; init; }

    /// <summary>One past the last code point of the speaker's nearest mention.</summary>
    public int? SpeakerEnd { get; init; }

    /// <summary>The word that attributes, such as "said"; null in a continued quote.</summary>
    public string? Cue { get; init; }

    /// <summary>How sure span and speaker are, 0 to 1.</summary>
    public required double Score { get; init; }
}
