using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Measures the days that may be that of the publication and ranks them. See date-weights.md.</summary>
internal static class DayRanking
{
    // Days.
    private const double YearsLater = 300;

    // Ratings lie close together: wider apart they can be learnt with small weights.
    private const double RatingSteps = 4;
    private static readonly FeatureWeights<DateFeature> Weights = FeatureWeights<DateFeature>.Embedded("date-weights.tsv");

    /// <summary>The days, best first, each with its share.</summary>
    public static List<DayCandidate> Rank(List<DateEntry> entries, NewsDate? modified)
    {
        var days = Measure(entries, modified);
        Weights.Apply(days);
        days.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        return days;
    }

    /// <summary>How many kinds of witnesses name a day, from 0 for one.</summary>
    public static int Grade(float[] features) => features[(int)DateFeature.ThreeWitnesses] > 0 ? 2 : features[(int)DateFeature.TwoWitnesses] > 0 ? 1 : 0;

    /// <summary>The days with their features.</summary>
    public static List<DayCandidate> Measure(List<DateEntry> entries, NewsDate? modified)
    {
        var days = new List<DayCandidate>(4);
        var dates = entries.ConvertAll(static entry => entry.Date);
        foreach (var entry in entries)
        {
            // Midnight in UTC parts no day that the page prints as one.
            var local = LocalTime.Of(entry.Date, dates);
            var date = local.Instant.DateTime.Date;
            var day = days.Find(known => known.Day == date);
            if (day is null)
            {
                days.Add(day = new(date));
            }

            day.Entries.Add(entry with { Date = local });
        }

        Turn(days);
        foreach (var day in days)
        {
            Own(day);
        }

        foreach (var day in days)
        {
            Others(day, days, modified?.Instant.DateTime.Date);
        }

        return days;
    }

    /// <summary>
    /// A day that is only printed, in numbers, and that read the other way round is what machines are told, was read the wrong way round:
    /// "11.03.17" in the United States.
    /// </summary>
    private static void Turn(List<DayCandidate> days)
    {
        for (var i = days.Count - 1; i >= 0; i--)
        {
            var day = days[i];
            if (day.Day.Day > 12 || day.Day.Day == day.Day.Month || !day.Entries.TrueForAll(static entry => entry.Witness == DateWitness.Print && IsNumeric(entry.Evidence.Raw)))
            {
                continue;
            }

            var turned = new DateTime(day.Day.Year, day.Day.Day, day.Day.Month, 0, 0, 0, DateTimeKind.Unspecified);
            if (days.Find(other => other.Day == turned && other.Entries.Exists(static entry => entry.Witness is not (DateWitness.Print or DateWitness.State))) is not { } told)
            {
                continue;
            }

            foreach (var entry in day.Entries)
            {
                var time = entry.Date.Instant;
                told.Entries.Add(entry with { Date = entry.Date with { Instant = new(turned.Add(time.TimeOfDay), time.Offset) } });
            }

            days.RemoveAt(i);
        }
    }

    private static bool IsNumeric(string? raw)
    {
        var at = raw.AsSpan().IndexOfAny('/', '.');
        return at > 0 && at + 1 < raw!.Length && char.IsAsciiDigit(raw[at - 1]) && char.IsAsciiDigit(raw[at + 1]);
    }

    private static void Own(DayCandidate day)
    {
        var (witnesses, created, aside, plain) = (DateWitness.None, false, false, false);
        foreach (var (_, evidence, witness, signs) in day.Entries)
        {
            day.Set(DateFeature.Rating, evidence.Confidence * RatingSteps);
            if (signs.HasFlag(DateSign.Created))
            {
                created = true;
                continue;
            }

            if (witness == DateWitness.Markup && signs.HasFlag(DateSign.Aside))
            {
                continue;
            }

            witnesses |= witness;
            if (witness == DateWitness.Print)
            {
                day.Set(DateFeature.PrintRating, evidence.Confidence * RatingSteps);
                day.Set(DateFeature.PrintHead, signs.HasFlag(DateSign.Head) && !signs.HasFlag(DateSign.Aside) ? 1 : 0);
                day.Set(DateFeature.PrintLabelled, signs.HasFlag(DateSign.Labelled) ? 1 : 0);
                day.Set(DateFeature.PrintPure, signs.HasFlag(DateSign.Pure) ? 1 : 0);
                day.Set(DateFeature.PrintElement, signs.HasFlag(DateSign.Element) ? 1 : 0);
                aside |= signs.HasFlag(DateSign.Aside);
                plain |= !signs.HasFlag(DateSign.Aside);
            }
            else
            {
                day.Set(Feature(witness));
            }
        }

        day.Set(DateFeature.CreatedOnly, created && witnesses == DateWitness.None ? 1 : 0);
        day.Set(DateFeature.Print, witnesses.HasFlag(DateWitness.Print) ? 1 : 0);
        day.Set(DateFeature.PrintOnly, witnesses == DateWitness.Print ? 1 : 0);
        day.Set(DateFeature.PrintAsideOnly, aside && !plain ? 1 : 0);
        var count = int.PopCount((int)witnesses);
        day.Set(DateFeature.TwoWitnesses, count >= 2 ? 1 : 0);
        day.Set(DateFeature.ThreeWitnesses, count >= 3 ? 1 : 0);
    }

    private static DateFeature Feature(DateWitness witness) => witness switch
    {
        DateWitness.Graph => DateFeature.Graph,
        DateWitness.Head => DateFeature.Head,
        DateWitness.File => DateFeature.File,
        DateWitness.Markup => DateFeature.Markup,
        DateWitness.Url => DateFeature.Url,
        DateWitness.Feed => DateFeature.Feed,
        _ => DateFeature.State,
    };

    private static void Others(DayCandidate day, List<DayCandidate> all, DateTime? modified)
    {
        var (earliest, latest, earlier, later) = (true, all.Count > 1, false, false);
        day.Set(DateFeature.IsModified, modified == day.Day ? 1 : 0);
        day.Set(DateFeature.AfterModified, modified is { } last && day.Day > last.AddDays(1) ? 1 : 0);
        var machine = IsTold(day);
        foreach (var other in all)
        {
            if (other == day)
            {
                continue;
            }

            var days = (other.Day - day.Day).TotalDays;
            earliest &= days > 0;
            latest &= days < 0;
            var near = Math.Abs(days) <= 1;
            if (other.Has(DateFeature.PrintHead) && day.Has(DateFeature.PrintHead))
            {
                later |= days > 0;
                earlier |= days < 0;
            }

            if (other.Has(DateFeature.PrintHead) && !day.Has(DateFeature.PrintHead))
            {
                day.Set(DateFeature.NextToPrint, near ? 1 : 0);
                day.Set(DateFeature.PrintElsewhere, machine && !near ? 1 : 0);
                day.Set(DateFeature.PrintYearsLater, machine && days > YearsLater ? 1 : 0);
                day.Set(DateFeature.OtherIsModified, machine && other.Day == modified ? 1 : 0);
            }

            if (day.Has(DateFeature.PrintHead) && !machine && IsTold(other))
            {
                day.Set(DateFeature.NextToMachine, near ? 1 : 0);
                day.Set(DateFeature.PrintIsEarlier, !near && days > 0 ? 1 : 0);
                day.Set(DateFeature.PrintIsLater, !near && days < 0 ? 1 : 0);
                day.Set(DateFeature.PrintIsChange, !near && days < 0 && day.Day == modified ? 1 : 0);
            }
        }

        day.Set(DateFeature.EarliestInHead, later && !earlier ? 1 : 0);
        day.Set(DateFeature.LaterInHead, earlier ? 1 : 0);
        day.Set(DateFeature.Earliest, earliest ? 1 : 0);
        day.Set(DateFeature.Latest, latest ? 1 : 0);
    }

    private static bool IsTold(DayCandidate day) => day.Has(DateFeature.Graph) || day.Has(DateFeature.Head) || day.Has(DateFeature.Markup);
}
