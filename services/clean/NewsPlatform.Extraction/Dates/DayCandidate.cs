using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Dates;

/// <summary>A day that may be that of the publication, with all that say it.</summary>
internal sealed class DayCandidate(DateTime day) : IRanked
{
    private static readonly int FeatureCount = Enum.GetValues<DateFeature>().Length;

    public DateTime Day { get; } = day;

    public List<DateEntry> Entries { get; } = new(4);

    public float[] Features { get; } = new float[FeatureCount];

    public double Score { get; set; }

    public bool Has(DateFeature feature) => Features[(int)feature] > 0;

    public void Set(DateFeature feature, double value = 1) => Features[(int)feature] = Math.Max(Features[(int)feature], (float)value);
}
