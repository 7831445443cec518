namespace NewsPlatform.Extraction.Dates;

/// <summary>Collects dates for one field, refuses impossible ones, and chooses.</summary>
internal sealed class DateCandidates(DateTimeOffset? fetchedAt)
{
    private const int MaxCandidates = 60;

    // Measured on the pages of the shared extraction sets, in halves by site; see the constants' uses.
    private const double Agreement = 0.12;
    private const double Contradiction = 0.2;
    private const double PrintedEarlier = 0.12;
    private const double PrintTrust = 0.5;
    private const double Least = 0.2;

    private readonly List<Entry> entries = [];

    /// <summary>Whether nothing was found yet.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Whether two witnesses that are both worth believing name days more than one apart.</summary>
    public bool IsConflicting { get; private set; }

    /// <summary>Adds a date. Null, before 1995, later than a day after the fetch or hardly to be believed is ignored.</summary>
    public void Add(NewsDate? date, EvidenceMethod method, string place, string? raw, double confidence, DateWitness witness = DateWitness.None)
    {
        if (date is null || entries.Count >= MaxCandidates || date.Instant.Year < 1995 || confidence < Least || (fetchedAt is { } fetched && date.Instant > fetched.AddDays(1)))
        {
            return;
        }

        entries.Add(new(date, new(method, place, raw is { Length: > 200 } ? raw[..200] : raw, Math.Clamp(confidence, 0, 1)), witness));
    }

    /// <summary>The most trusted, or null.</summary>
    public Sourced<NewsDate>? Best() => Choose(static entry => entry.Evidence.Confidence);

    /// <summary>
    /// The publication: agreement of witnesses raises, a date in print that nobody calls a change and no other witness confirms lowers what machines
    /// are told.
    /// </summary>
    /// <param name="modified">When the article was changed: a reader is often shown that date without a word.</param>
    public Sourced<NewsDate>? BestPublished(NewsDate? modified)
    {
        var best = Choose(entry => Score(entry, modified));
        if (best is null)
        {
            return null;
        }

        foreach (var other in entries)
        {
            // Losers of the same day are no conflict, nor is a date of change without its name.
            IsConflicting |= other.Evidence.Confidence >= PrintTrust && Days(other.Date, best.Value) > 1 && (modified is null || Days(other.Date, modified) > 1);
        }

        return best with
        {
            Value = LocalTime.Of(best.Value, entries.ConvertAll(static entry => entry.Date)),
            Evidence = best.Evidence with { Confidence = Calibrated(best.Evidence.Confidence, IsConflicting) },
        };
    }

    /// <summary>How often a score is right, measured on the pages of the shared sets.</summary>
    private static double Calibrated(double score, bool conflict)
    {
        var right = score >= 0.6 ? 0.88 + (0.2 * (score - 0.6)) : Math.Max(0.2, 0.55 + (1.1 * (score - 0.3)));
        return Math.Round(conflict ? right - 0.15 : right, 4);
    }

    private static double Days(NewsDate one, NewsDate other) => Math.Abs((one.Instant.DateTime.Date - other.Instant.DateTime.Date).TotalDays);

    private double Score(Entry entry, NewsDate? modified)
    {
        var score = entry.Evidence.Confidence;
        var agreeing = DateWitness.None;
        var contradicted = false;
        var earlier = entry.Witness == DateWitness.Print;
        foreach (var other in entries)
        {
            if (Days(other.Date, entry.Date) <= 1)
            {
                agreeing |= other.Witness;
                continue;
            }

            contradicted |= other.Witness == DateWitness.Print && other.Evidence.Confidence >= PrintTrust && (modified is null || Days(other.Date, modified) > 1);
            earlier &= other.Evidence.Confidence < 0.85 || other.Date.Instant > entry.Date.Instant;
        }

        agreeing &= ~entry.Witness;
        var count = int.PopCount((int)agreeing);
        if (entry.Witness is DateWitness.Graph or DateWitness.Head or DateWitness.File && contradicted && !agreeing.HasFlag(DateWitness.Print))
        {
            score -= count > 0 ? Contradiction / 2 : Contradiction;
        }

        // Nothing is published after its last change.
        if (entry.Witness is DateWitness.Graph or DateWitness.Head && modified is not null && modified.Instant < entry.Date.Instant && Days(entry.Date, modified) > 1)
        {
            score -= 0.12;
        }

        score += earlier && entry.Evidence.Confidence >= PrintTrust && entries.Count > 1 ? PrintedEarlier : 0;
        return Math.Clamp(score + (Agreement * Math.Min(count, 2)), 0.01, 0.99 + (0.0001 * entry.Evidence.Confidence));
    }

    private Sourced<NewsDate>? Choose(Func<Entry, double> score)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var ranked = new List<Candidate<NewsDate>>(entries.Count);
        foreach (var entry in entries)
        {
            var candidate = new Candidate<NewsDate>(entry.Date, entry.Evidence with { Confidence = score(entry) });
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

    private readonly record struct Entry(NewsDate Date, Evidence Evidence, DateWitness Witness);
}
