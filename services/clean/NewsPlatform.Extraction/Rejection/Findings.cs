using System.Globalization;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>What speaks for one reason to reject a page. Signals that agree make each other surer: the score is 1 - Π(1 - signal).</summary>
internal sealed class Findings(RejectionReason reason, string explanation)
{
    private const int MaxRaw = 200;
    private const double MostSure = 0.99;

    private readonly List<Evidence> evidence = [];
    private double doubt = 1;

    /// <summary>How sure, 0 to 1.</summary>
    public double Score => Math.Min(MostSure, 1 - doubt);

    /// <summary>The signals, the surest first.</summary>
    public IReadOnlyList<Evidence> Evidence => [.. evidence.OrderByDescending(static one => one.Confidence)];

    /// <summary>Adds a signal.</summary>
    public Findings Add(double score, EvidenceMethod method, string? place, string? raw)
    {
        if (score > 0)
        {
            doubt *= 1 - Math.Min(score, MostSure);
            evidence.Add(new(method, place, raw is { Length: > MaxRaw } ? raw[..MaxRaw] : raw, Math.Round(score, 2)));
        }

        return this;
    }

    /// <summary>Adds a signal when a condition holds.</summary>
    public Findings AddIf(bool condition, double score, EvidenceMethod method, string? place, string? raw) => condition ? Add(score, method, place, raw) : this;

    /// <summary>Adds a known product's mark.</summary>
    public Findings Add(Evidence known) => Add(known.Confidence, known.Method, known.Place, known.Raw);

    /// <summary>Takes from all of it: something speaks against.</summary>
    public Findings Doubt(double share)
    {
        doubt = 1 - ((1 - doubt) * (1 - share));
        return this;
    }

    /// <summary>The rejection when it is at least this sure; the surest evidence first.</summary>
    public PageRejection? From(double least) =>
        Score < least ? null : new(reason, Math.Round(Score, 2), explanation, Evidence);

    /// <summary>A number as raw evidence.</summary>
    public static string Number(double value, string unit) => value.ToString("0.##", CultureInfo.InvariantCulture) + " " + unit;
}
