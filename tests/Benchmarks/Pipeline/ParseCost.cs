using System.Diagnostics;
using System.Text;
using AngleSharp.Html.Parser;

namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>
/// What AngleSharp's parse of the very pages costs on this machine just now: the unit in which the costs of the services
/// can be compared between machines, and between hours of the same machine.
/// </summary>
internal static class ParseCost
{
    // Enough for a fair mean, few enough to leave the memory to the services.
    private const int Sample = 200;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(4);

    /// <summary>Parses on all processors at once, as the services have to.</summary>
    /// <returns>CPU time of a page in milliseconds, garbage collection included.</returns>
    public static async Task<double> MeasureAsync(IReadOnlyList<RealPage> pages)
    {
        var step = Math.Max(1, pages.Count / Sample);
        var texts = pages.Where((_, at) => at % step == 0).Select(page => Encoding.UTF8.GetString(page.Bytes)).ToList();
        await ParseAsync(texts, WarmUp);
        var before = Environment.CpuUsage.TotalTime;
        var count = await ParseAsync(texts, Run);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / count;
    }

    private static async Task<int> ParseAsync(List<string> texts, TimeSpan time)
    {
        var parsers = Enumerable.Range(0, Environment.ProcessorCount).Select(at => Task.Factory.StartNew(() => Parse(texts, at, time), TaskCreationOptions.LongRunning));
        return (await Task.WhenAll(parsers)).Sum();
    }

    private static int Parse(List<string> texts, int from, TimeSpan time)
    {
        var (clock, count) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < time; count++)
        {
            using var document = new HtmlParser().ParseDocument(texts[(from + count) % texts.Count]);
        }

        return count;
    }
}
