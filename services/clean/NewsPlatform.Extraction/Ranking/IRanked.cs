namespace NewsPlatform.Extraction.Ranking;

/// <summary>A candidate for a field, measured.</summary>
internal interface IRanked
{
    /// <summary>What was measured, by feature.</summary>
    float[] Features { get; }

    /// <summary>Its share of what speaks for all candidates, 0 to 1, once they are ranked.</summary>
    double Score { get; set; }
}
