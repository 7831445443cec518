namespace NewsPlatform.Benchmarks.Schedule;

/// <summary>
/// One made-up feed: the times at which its entries are published and become visible over four weeks of history and the
/// simulated time. The kinds, paces and habits are set by hand after what feeds of newsrooms, agencies, blogs and
/// importers do; nothing here knows the scheduler.
/// </summary>
internal sealed class FeedPattern
{
    /// <summary>Days before the simulation for which a feed has entries.</summary>
    public const int HistoryDays = 28;

    private static readonly double[] TimeZones = [-8, -7, -6, -5, -5, -5, -3, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 5.5, 7, 8, 8, 9, 10];

    private FeedPattern(List<(double Published, double Visible)> entries, int window)
    {
        entries.Sort((a, b) => a.Visible.CompareTo(b.Visible));
        Published = [.. entries.Select(e => e.Published)];
        Visible = [.. entries.Select(e => e.Visible)];
        Window = window;
    }

    /// <summary>Times that the entries bear, in days from the start, in the order in which they become visible.</summary>
    public double[] Published { get; }

    /// <summary>When each can be seen in the feed, ascending.</summary>
    public double[] Visible { get; }

    /// <summary>Entries that the feed shows at once.</summary>
    public int Window { get; }

    /// <summary>The feed of a number: the same for the same seed.</summary>
    /// <param name="seed">Of the feed.</param>
    /// <param name="days">Simulated days.</param>
    public static FeedPattern Make(int seed, int days)
    {
        var random = new Random(seed);
        var entries = new List<(double, double)>();
        var window = random.Next(10, 61);
        var kind = random.NextDouble();
        var zone = TimeZones[random.Next(TimeZones.Length)] / 24;
        var (from, to) = Life(random, days);
        var lag = random.NextDouble() < 0.5 ? 0 : 3.0 / 1440 * random.NextDouble();
        if (kind < 0.45)
        {
            var pace = Math.Min(400, LogNormal(random, 12, 1.1));
            var day = NewsroomDay(random);
            var weekend = 0.3 + (0.6 * random.NextDouble());
            Publish(random, entries, from, to, t => pace * day(Local(t, zone)) * Weekend(t + zone, weekend), pace * 3, random.NextDouble() * 0.5, lag);
            Stories(random, entries, from, to, pace, lag);
        }
        else if (kind < 0.55)
        {
            var pace = Math.Min(800, LogNormal(random, 120, 0.8));
            var night = 0.4 + (0.4 * random.NextDouble());
            Publish(random, entries, from, to, t => pace * (Local(t, zone) is > 7 and < 22 ? 1 : night) * Weekend(t + zone, 0.7), pace * 1.2, 0.05, lag);
            Stories(random, entries, from, to, pace, lag);
        }
        else if (kind < 0.80)
        {
            var pace = Math.Min(20, LogNormal(random, 0.5, 1));
            var favourite = 6 + (17 * random.NextDouble());
            var width = 1 + (3 * random.NextDouble());
            var weekend = 0.4 + random.NextDouble();
            double Hour(double t)
            {
                var away = Math.Abs(Local(t, zone) - favourite);
                away = Math.Min(away, 24 - away);
                return 0.15 + (24 / (width * 2.5) * Math.Exp(-away * away / (2 * width * width)) * 0.85);
            }

            Publish(random, entries, from, to, t => pace * Hour(t) * Weekend(t + zone, weekend), pace * 24, random.NextDouble() * 0.6, lag);
        }
        else if (kind < 0.92)
        {
            Import(random, entries, from, to, zone, lag);
        }
        else
        {
            // Asleep: an entry now and then, or none for good.
            var pace = random.NextDouble() < 0.5 ? 0 : 1.0 / 20;
            Publish(random, entries, from, to, _ => pace, pace + 1e-9, 0, lag);
        }

        return new FeedPattern(entries, window);
    }

    // Most feeds live through it all; some fall silent, some begin.
    private static (double From, double To) Life(Random random, int days) => random.NextDouble() switch
    {
        < 0.03 => (-HistoryDays, days * random.NextDouble()),
        < 0.06 => (days * random.NextDouble(), days),
        _ => (-HistoryDays, days),
    };

    private static Func<double, double> NewsroomDay(Random random)
    {
        var opens = 5 + (3 * random.NextDouble());
        var closes = 17 + (6 * random.NextDouble());
        var night = 0.03 + (0.2 * random.NextDouble());
        return hour => hour < opens ? night : hour < opens + 2 ? 1.2 : hour < closes ? 1.7 : hour < 23 ? 0.7 : night;
    }

    // A job that brings some entries at fixed minutes of chosen hours.
    private static void Import(Random random, List<(double, double)> entries, double from, double to, double zone, double lag)
    {
        var minute = random.Next(0, 60);
        var times = random.Next(1, 13);
        var hours = Enumerable.Range(0, 24).OrderBy(_ => random.Next()).Take(times).ToArray();
        var most = random.Next(1, 9);
        for (var day = Math.Floor(from); day <= to; day++)
        {
            foreach (var hour in hours)
            {
                var at = day + ((hour + (minute / 60.0)) / 24) - zone;
                if (at >= from && at < to && random.NextDouble() < 0.85)
                {
                    for (var i = random.Next(0, most + 1); i > 0; i--)
                    {
                        entries.Add((at, at + Seen(random, lag)));
                    }
                }
            }
        }
    }

    // News breaks about every third day, and is followed for some hours.
    private static void Stories(Random random, List<(double, double)> entries, double from, double to, double pace, double lag)
    {
        for (var start = from + Exponential(random, 3); start < to; start += Exponential(random, 3))
        {
            var more = pace * (0.05 + (0.4 * random.NextDouble()));
            var fades = (1.5 + (4 * random.NextDouble())) / 24;
            for (var at = start + Exponential(random, fades / more); at < to && random.NextDouble() < Math.Exp(-(at - start) / fades * 0.3); at += Exponential(random, fades / more))
            {
                entries.Add((at, at + Seen(random, lag)));
            }
        }
    }

    // Poisson by thinning; a share of the entries is set to the next quarter of an hour.
    private static void Publish(Random random, List<(double, double)> entries, double from, double to, Func<double, double> rate, double highest, double setShare, double lag)
    {
        var quiet = random.NextDouble() < 0.2 ? from + ((to - from) * random.NextDouble()) : double.NaN;
        for (var at = from + Exponential(random, 1 / highest); at < to; at += Exponential(random, 1 / highest))
        {
            var holiday = at > quiet && at < quiet + 2 ? 0.2 : 1;
            if (random.NextDouble() * highest < rate(at) * holiday)
            {
                var published = random.NextDouble() < setShare ? Math.Ceiling(at * 96) / 96 : at;
                entries.Add((published, published + Seen(random, lag)));
            }
        }
    }

    private static double Seen(Random random, double lag) => lag == 0 ? 0 : Exponential(random, lag);

    private static double Local(double day, double zone)
    {
        var local = day + zone;
        return (local - Math.Floor(local)) * 24;
    }

    // The simulation starts on a Monday.
    private static double Weekend(double local, double factor) => (((int)Math.Floor(local) % 7) + 7) % 7 >= 5 ? factor : 1;

    private static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());

    private static double LogNormal(Random random, double median, double sigma) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
