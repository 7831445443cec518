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
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(4);

    /// <summary>Parses on all processors at once, as the services have to.</summary>
    /// <returns>Milliseconds of one processor for a page.</returns>
    public static async Task<double> MeasureAsync(IReadOnlyList<RealPage> pages)
    {
        var texts = pages.Select(page => Encoding.UTF8.GetString(page.Bytes)).ToList();
        var parsers = Enumerable.Range(0, Environment.ProcessorCount).Select(at => Task.Factory.StartNew(
            () =>
            {
                Parse(texts, at, WarmUp);
                return Parse(texts, at, Run);
            },
            TaskCreationOptions.LongRunning));
        return (await Task.WhenAll(parsers)).Average();
    }

    private static double Parse(List<string> texts, int from, TimeSpan time)
    {
        var (clock, count) = (Stopwatch.StartNew(), 0);
        // A stride that meets all of them, so that a short run is a fair sample.
        for (; clock.Elapsed < time; count++)
        {
            using var document = new HtmlParser().ParseDocument(texts[(int)((from + (count * 7919L)) % texts.Count)]);
        }

        return clock.Elapsed.TotalMilliseconds / count;
    }
}
