using AngleSharp.Html.Parser;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Extraction;

namespace NewsPlatform.Benchmarks.Extraction;

/// <summary>
/// What reading an article costs beside the parse of its page by AngleSharp, which is the limit, and beside SmartReader on the same parser.
/// Each page goes through all of them in turn, so that a machine whose speed changes changes it for all; what counts is processor time.
/// </summary>
internal static class ExtractionCost
{
    private const int Cold = 100;
    private static readonly Uri Url = new("https://example.org/2026/11/25/story");

    /// <summary>Runs it: <c>extraction [--passes N] [--step N] [--no-reader]</c>. Prints a line for each reader.</summary>
    public static int Run(string[] args)
    {
        int Option(string name, int otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        var (passes, step) = (Option("--passes", 3), Option("--step", 3));
        var real = RealPages.Load().Where((_, i) => i % step == 0).ToList();
        var pages = real.ConvertAll(page => new Page(page.Bytes, Url) { ContentType = $"text/html; charset={page.Encoding}" });
        var texts = real.ConvertAll(page => System.Text.Encoding.UTF8.GetString(page.Bytes));

        var start = Environment.CpuUsage.TotalTime;
        foreach (var page in pages.Take(Cold))
        {
            Extract(page);
        }

        Console.WriteLine($"first {Cold} pages of a cold process: {(Environment.CpuUsage.TotalTime - start).TotalSeconds:F2} s of processor time");
        List<(string Name, Action<int> Read)> readers = [("parse", i => Parse(texts[i])), ("extraction", i => Extract(pages[i]))];
        if (!args.Contains("--no-reader"))
        {
            readers.Add(("SmartReader", i => Smart(texts[i])));
        }

        // Twice to get warm: hot code is compiled well in the background only after some time.
        for (var pass = 0; pass < 2; pass++)
        {
            Pass(readers, pages.Count);
        }

        var times = new TimeSpan[readers.Count];
        var bytes = new long[readers.Count];
        for (var pass = 0; pass < passes; pass++)
        {
            var (spent, allocated) = Pass(readers, pages.Count);
            for (var i = 0; i < times.Length; i++)
            {
                (times[i], bytes[i]) = (times[i] + spent[i], bytes[i] + allocated[i]);
            }
        }

        var size = pages.Sum(static page => (long)page.Bytes.Length);
        Console.WriteLine($"{pages.Count} pages, {size / pages.Count / 1000} kB a page, {passes} passes");
        for (var i = 0; i < times.Length; i++)
        {
            Console.WriteLine($"{readers[i].Name,-12} {times[i].TotalMilliseconds / passes / pages.Count,6:F2} ms a page  {times[i] / times[0],5:F2} x parse  {passes * pages.Count / times[i].TotalSeconds,5:F0} pages/s  {(double)bytes[i] / passes / size,5:F1} x size allocated");
        }

        return 0;
    }

    private static (TimeSpan[] Spent, long[] Allocated) Pass(List<(string Name, Action<int> Read)> readers, int count)
    {
        var spent = new TimeSpan[readers.Count];
        var allocated = new long[readers.Count];
        for (var i = 0; i < count; i++)
        {
            for (var r = 0; r < readers.Count; r++)
            {
                var (before, had) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
                readers[r].Read(i);
                spent[r] += Environment.CpuUsage.TotalTime - before;
                allocated[r] += GC.GetAllocatedBytesForCurrentThread() - had;
            }
        }

        return (spent, allocated);
    }

    private static void Parse(string text)
    {
        using var document = new HtmlParser().ParseDocument(text);
    }

    private static void Extract(Page page) => ArticleExtractor.Extract(page, ExtractionOptions.Default, CancellationToken.None);

    private static void Smart(string text)
    {
        using var reader = new SmartReader.Reader(Url.AbsoluteUri, text);
        reader.GetArticle();
    }
}
