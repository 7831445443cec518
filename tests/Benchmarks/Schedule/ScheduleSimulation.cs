using System.Globalization;

namespace NewsPlatform.Benchmarks.Schedule;

/// <summary>
/// How soon news is seen for how many requests: made-up feeds over a simulated month, polled by the platform's schedule and by
/// rules of others. Simulated time only; nothing is requested.
/// </summary>
internal static class ScheduleSimulation
{
    // Fetch:PollInterval of the platform's schedule, in minutes: from many requests to few.
    private static readonly int[] Intervals = [2, 3, 5, 8, 12, 20, 30, 50, 90, 150];

    public static int Run(string[] arguments)
    {
        var feeds = Number(arguments, "--feeds", 10_000);
        var days = Number(arguments, "--days", 30);
        var seed = Number(arguments, "--seed", 1);
        (string Name, Func<IPolicy> Make)[] peers =
        [
            ("every 15 minutes", () => new FixedInterval(15)),
            ("every 60 minutes", () => new FixedInterval(60)),
            ("miniflux entry_frequency", () => new MinifluxFrequency()),
            ("StormCrawler adaptive", () => new StormCrawlerAdaptive(60)),
            ("the same from 5 minutes", () => new StormCrawlerAdaptive(5)),
        ];
        (string Name, Func<IPolicy> Make)[] own =
            [.. Intervals.Select(minutes => (Name: string.Create(CultureInfo.InvariantCulture, $"NewsPlatform, PollInterval {minutes}m"), Make: (Func<IPolicy>)(() => new OwnSchedule(TimeSpan.FromMinutes(minutes)))))];
        (string Name, Func<IPolicy> Make)[] all = [.. peers, .. own];
        var tallies = all.Select(_ => new DelayTally()).ToArray();
        Parallel.For(0, feeds, number =>
        {
            var feed = FeedPattern.Make((seed * 1_000_003) + number, days);
            for (var i = 0; i < all.Length; i++)
            {
                Poll(feed, all[i].Make(), tallies[i], days, number);
            }
        });

        Console.WriteLine($"{feeds} feeds, {days} days, seed {seed}; {tallies[0].Entries} entries published");
        Console.WriteLine($"{"",-32}{"requests a feed and day",24}{"p50 min",10}{"p95 min",10}{"p99 min",10}{"mean",8}{"missed",9}{"p95 of ours at as many requests",34}");
        for (var i = 0; i < all.Length; i++)
        {
            var tally = tallies[i];
            var line = $"{all[i].Name,-32}{tally.Requests / (double)feeds / days,24:F1}{tally.Percentile(0.50),10:F1}{tally.Percentile(0.95),10:F1}{tally.Percentile(0.99),10:F1}{tally.Mean,8:F1}{tally.Missed,9}";
            if (i < peers.Length)
            {
                var ours = AtRequests(tallies.AsSpan(peers.Length), tally.Requests);
                line += $"{ours,21:F1} ({ours / tally.Percentile(0.95):P0})";
            }

            Console.WriteLine(line);
        }

        return 0;
    }

    private static void Poll(FeedPattern feed, IPolicy policy, DelayTally tally, int days, int number)
    {
        var (visible, published) = (feed.Visible, feed.Published);
        var (seen, known) = (0, 0);
        var first = true;
        var delays = new List<double>();
        var (requests, missed) = (0L, 0L);
        for (var now = number % 60 / 1440.0; now < days;)
        {
            while (known < visible.Length && visible[known] <= now)
            {
                known++;
            }

            // What has scrolled out of the feed between two polls is never seen.
            var shownFrom = Math.Max(0, known - feed.Window);
            if (!first && shownFrom > seen)
            {
                missed += shownFrom - seen;
            }

            var unseen = known - Math.Max(seen, shownFrom);
            for (var i = known - unseen; i < known; i++)
            {
                if (visible[i] >= 0 && visible[i] < days - 1)
                {
                    delays.Add((now - visible[i]) * 1440);
                }
            }

            requests++;
            (seen, first) = (known, false);

            // No rule may ask more often than once a minute.
            now += Math.Max(1.0 / 1440, policy.Next(now, published.AsSpan(shownFrom, known - shownFrom), unseen));
        }

        // Entries of all but the last day must have been seen by the end; those that were not waited at least until then.
        for (var i = seen; i < visible.Length && visible[i] < days - 1; i++)
        {
            if (visible[i] >= 0)
            {
                delays.Add((days - visible[i]) * 1440);
            }
        }

        tally.Add(delays, requests, missed);
    }

    // Between two runs of ours, on a line of logarithms.
    private static double AtRequests(ReadOnlySpan<DelayTally> own, long requests)
    {
        for (var i = 1; i < own.Length; i++)
        {
            if (own[i].Requests <= requests || i == own.Length - 1)
            {
                var (many, few) = (own[i - 1], own[i]);
                var share = (Math.Log(many.Requests) - Math.Log(requests)) / (Math.Log(many.Requests) - Math.Log(few.Requests));
                return Math.Exp(Math.Log(many.Percentile(0.95)) + (share * (Math.Log(few.Percentile(0.95)) - Math.Log(many.Percentile(0.95)))));
            }
        }

        return double.NaN;
    }

    private static int Number(string[] arguments, string name, int otherwise) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
