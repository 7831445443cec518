using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary>Waits until pages have their outcomes.</summary>
internal static class OutcomeWait
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Shows each page's trace as soon as it is settled, with a progress bar on a terminal.</summary>
    /// <returns>How many failed, and how many were still pending when the time was over; theirs are shown too.</returns>
    public static async Task<(int Failed, int Pending)> ShowAsync(CommandRun run, IReadOnlyCollection<string> urls, TimeSpan limit)
    {
        using var rows = Traces.Rows(run.Screen);
        var failed = 0;
        if (!run.Screen.Interactive || urls.Count < 2)
        {
            var pending = await WaitAsync(run, urls, limit, trace =>
            {
                failed += trace.Outcome == Outcome.Failed ? 1 : 0;
                Traces.Show(run, rows, trace);
                rows.Flush();
                run.Screen.Flush();
            });
            return (failed, pending);
        }

        // The bar owns the terminal while it runs; the rows follow.
        List<PageTrace> settled = [];
        var left = await ProgressBar.RunAsync(run.Screen, "outcomes", urls.Count, tick => WaitAsync(run, urls, limit, trace =>
        {
            settled.Add(trace);
            tick();
        }));
        foreach (var trace in settled)
        {
            Traces.Show(run, rows, trace);
        }

        return (settled.Count(trace => trace.Outcome == Outcome.Failed), left);
    }

    private static async Task<int> WaitAsync(CommandRun run, IReadOnlyCollection<string> urls, TimeSpan limit, Action<PageTrace> each)
    {
        var start = run.Time.GetTimestamp();
        var pending = urls.Distinct(StringComparer.Ordinal).ToList();
        var pause = FirstPause;
        while (true)
        {
            var over = run.Time.GetElapsedTime(start) >= limit;
            List<string> still = [];
            foreach (var url in pending)
            {
                var trace = await Traces.OfAsync(run, url);
                if (Traces.IsSettled(trace))
                {
                    each(trace);
                    continue;
                }

                still.Add(url);
                if (over)
                {
                    each(trace);
                }
            }

            if (over || still.Count == 0)
            {
                return still.Count;
            }

            pending = still;
            await Task.Delay(pause, run.Time, run.Stop);
            pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
        }
    }
}
