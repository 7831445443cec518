using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Collects dates for one field, refuses impossible ones, and chooses.</summary>
internal sealed class DateCandidates(DateTimeOffset? fetchedAt)
{
    private const int MaxCandidates = 60;
    private const int MaxRanked = 11;

    // What is printed so plainly is believed enough to be called a contradiction.
    private const double PrintTrust = 0.5;
    private const double Least = 0.2;

    private readonly List<DateEntry> entries = [];

    /// <summary>What was found.</summary>
    public List<DateEntry> Entries => entries;

    /// <summary>Whether nothing was found yet.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Whether two witnesses that are both worth believing name days more than one apart.</summary>
    public bool IsConflicting { get; private set; }

    /// <summary>Adds a date. Null, before 1995, later than a day after the fetch or hardly to be believed is ignored.</summary>
    public void Add(NewsDate? date, EvidenceMethod method, string place, string? raw, double confidence, DateWitness witness = DateWitness.None, DateSign signs = DateSign.None)
    {
        if (date is null || entries.Count >= MaxCandidates || date.Instant.Year < 1995 || confidence < Least || (fetchedAt is { } fetched && date.Instant > fetched.AddDays(1)))
        {
            return;
        }

        entries.Add(new(date, new(method, place, raw is { Length: > 200 } ? raw[..200] : raw, Math.Clamp(confidence, 0, 1)), witness, signs));
    }

    /// <summary>The most trusted, or null.</summary>
    public Sourced<NewsDate>? Best() => Choose();

    /// <summary>The publication, by a learnt ranking of the days that the page's witnesses name.</summary>
    /// <param name="modified">When the article was changed: a reader is often shown that date without a word.</param>
    public Sourced<NewsDate>? BestPublished(NewsDate? modified)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var ranked = new List<Candidate<NewsDate>>(MaxRanked);
        var days = DayRanking.Rank(entries, modified);
        var sure = Calibration.Default.Of("date", DayRanking.Grade(days[0].Features), days[0].Score);
        foreach (var day in days)
        {
            var confidence = day == days[0] ? sure : Calibration.Rest(day.Score, days[0].Score, sure);
            day.Entries.Sort(static (a, b) => b.Evidence.Confidence.CompareTo(a.Evidence.Confidence));
            foreach (var (date, evidence, _, _) in day.Entries)
            {
                // An element and its parents say the same; one of them is evidence enough.
                if (ranked.Count < MaxRanked && !ranked.Exists(other => other.Value == date && other.Evidence.Method == evidence.Method && other.Evidence.Raw == evidence.Raw))
                {
                    ranked.Add(new(date, evidence with { Confidence = confidence }));
                }
            }
        }

        var best = ranked[0];
        foreach (var other in entries)
        {
            // Losers of the same day are no conflict, nor is a date of change without its name.
            IsConflicting |= other.Evidence.Confidence >= PrintTrust && Days(other.Date, best.Value) > 1 && (modified is null || Days(other.Date, modified) > 1);
        }

        return new(best.Value, best.Evidence, ranked[1..]);
    }

    private static double Days(NewsDate one, NewsDate other) => Math.Abs((one.Instant.DateTime.Date - other.Instant.DateTime.Date).TotalDays);

    private Sourced<NewsDate>? Choose()
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var ranked = new List<Candidate<NewsDate>>(entries.Count);
        foreach (var entry in entries)
        {
            var candidate = new Candidate<NewsDate>(entry.Date, entry.Evidence);
            var at = ranked.Count;
            while (at > 0 && ranked[at - 1].Evidence.Confidence < candidate.Evidence.Confidence)
            {
                at--;
            }

            ranked.Insert(at, candidate);
        }

        var others = new List<Candidate<NewsDate>>();
        for (var i = 1; i < ranked.Count && others.Count < 10; i++)
        {
            // An element and its parents say the same; one of them is evidence enough.
            var same = ranked[i];
            if (!others.Exists(other => other.Value == same.Value && other.Evidence.Method == same.Evidence.Method && other.Evidence.Raw == same.Evidence.Raw))
            {
                others.Add(same);
            }
        }

        var first = ranked[0];
        return new(first.Value, first.Evidence with { Confidence = Math.Round(Math.Min(first.Evidence.Confidence, 0.99), 4) }, others);
    }
}
