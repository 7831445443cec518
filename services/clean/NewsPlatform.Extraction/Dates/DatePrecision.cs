namespace NewsPlatform.Extraction.Dates;

/// <summary>The smallest part of a date that is known.</summary>
public enum DatePrecision
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>The month.</summary>
    Month,

    /// <summary>The day.</summary>
    Day,

    /// <summary>The minute.</summary>
    Minute,

    /// <summary>The second.</summary>
    Second,
}
