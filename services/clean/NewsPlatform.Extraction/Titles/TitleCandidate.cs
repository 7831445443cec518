using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Titles;

/// <summary>A text that may be the headline, with all sources that say it: texts that differ in case and punctuation only are one.</summary>
internal sealed class TitleCandidate : IRanked
{
    public static readonly int FeatureCount = Enum.GetValues<TitleFeature>().Length;

    public required string Key { get; init; }

    /// <summary>As each source writes it; the first is how a reader of the page sees it.</summary>
    public List<Candidate<string>> Values { get; } = new(4);

    public float[] Features { get; } = new float[FeatureCount];

    public double Score { get; set; }

    public bool Has(TitleFeature feature) => Features[(int)feature] > 0;

    public void Set(TitleFeature feature, double value = 1) => Features[(int)feature] = Math.Max(Features[(int)feature], (float)value);
}
