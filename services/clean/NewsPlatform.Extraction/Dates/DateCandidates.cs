namespace NewsPlatform.Extraction.Dates;

/// <summary>Collects dates for one field, refuses impossible ones, and chooses.</summary>
internal sealed class DateCandidates(DateTimeOffset? fetchedAt)
{
    private const int MaxCandidates = 60;
    private readonly List<Candidate<NewsDate>> candidates = [];

    /// <summary>Adds a date. Null, before 1995 or later than a day after the fetch is ignored.</summary>
    public void Add(NewsDate? date, EvidenceMethod method, string place, string? raw, double confidence)
    {
        if (date is null || candidates.Count >= MaxCandidates || date.Instant.Year < 1995 || (fetchedAt is { } fetched && date.Instant > fetched.AddDays(1)))
        {
            return;
        }

        candidates.Add(new(date, new(method, place, raw is { Length: > 200 } ? raw[..200] : raw, Math.Clamp(confidence, 0, 1))));
    }

    /// <summary>The most trusted, or null.</summary>
    public Sourced<NewsDate>? Best()
    {
        if (candidates.Count == 0)
        {
            return null;
        }

        var sorted = candidates.OrderByDescending(static candidate => candidate.Evidence.Confidence).ToList();
        return new(sorted[0].Value, sorted[0].Evidence, sorted[1..Math.Min(11, sorted.Count)]);
    }
}
