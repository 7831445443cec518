namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>The type of a TIMEX3 expression (ISO-TimeML).</summary>
public enum DateKind
{
    /// <summary>A calendar date, of any precision from day to century.</summary>
    Date,

    /// <summary>A time of day, with or without its date.</summary>
    Time,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>A repeated time.</summary>
    Set,
}
