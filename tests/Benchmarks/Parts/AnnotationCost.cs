using System.Globalization;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Extraction;
using NewsPlatform.Text;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Benchmarks.Parts;

/// <summary>
/// What annotating an article costs beside a plain split of its text at spaces and beside its cut into tokens, which every analysis
/// begins with. Each article goes through all in turn, so that a machine whose speed changes changes it for all.
/// </summary>
internal static class AnnotationCost
{
    private static readonly Uri Url = new("https://example.org/2026/11/25/story");
    private static readonly AnalysisOptions Options = new();

    /// <summary>Runs it: <c>annotation [--passes N] [--step N]</c>. Prints a line for each.</summary>
    public static int Run(string[] args)
    {
        int Option(string name, int otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var (passes, step) = (Option("--passes", 3), Option("--step", 3));
        var documents = RealPages.Load().Where((_, i) => i % step == 0).Select(Read).OfType<Document>().ToList();

        var (start, had) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        ArticleAnalyzer.Analyze(documents[0], Options);
        Console.WriteLine($"first article: {(Environment.CpuUsage.TotalTime - start).TotalMilliseconds:F0} ms of processor time, {(GC.GetAllocatedBytesForCurrentThread() - had) / 1e6:F1} MB");

        List<(string Name, Func<Document, object> Do)> parts =
        [
            ("split", d => d.Text.Split(' ')),
            ("tokens", d => Tokenizer.Tokenize(d.Text)),
            ("annotation", d => ArticleAnalyzer.Analyze(d, Options)),
        ];
        // Several times to get warm: hot code is compiled well in the background only after some time.
        for (var pass = 0; pass < 6; pass++)
        {
            Pass(parts, documents);
        }

        var costs = new (TimeSpan Time, long Bytes)[parts.Count];
        for (var pass = 0; pass < passes; pass++)
        {
            var these = Pass(parts, documents);
            for (var i = 0; i < costs.Length; i++)
            {
                costs[i] = (costs[i].Time + these[i].Time, costs[i].Bytes + these[i].Bytes);
            }
        }

        var articles = passes * documents.Count;
        Console.WriteLine($"{documents.Count} articles, {documents.Sum(static d => (long)d.Text.Length) / documents.Count} characters an article, {passes} passes");
        for (var i = 0; i < costs.Length; i++)
        {
            var (time, bytes) = costs[i];
            Console.WriteLine($"{parts[i].Name,-12} {time.TotalMilliseconds / articles,7:F3} ms  {time / costs[0].Time,6:F1} x split  {articles / time.TotalSeconds,7:F0} articles/s  {bytes / articles / 1e3,6:F1} kB an article");
        }

        return 0;
    }

    private static Document? Read(RealPage page)
    {
        var found = ArticleExtractor.Extract(new Page(page.Bytes, Url) { ContentType = $"text/html; charset={page.Encoding}" }, ExtractionOptions.Default, CancellationToken.None);
        return found.Article is { Text.Length: > 0 } article ? new Document(article.Text) { Title = article.Title.Value, Language = article.Language.Value, Url = Url.AbsoluteUri } : null;
    }

    private static (TimeSpan Time, long Bytes)[] Pass(List<(string Name, Func<Document, object> Do)> parts, List<Document> documents)
    {
        var costs = new (TimeSpan Time, long Bytes)[parts.Count];
        foreach (var document in documents)
        {
            for (var i = 0; i < parts.Count; i++)
            {
                var (before, had) = (System.Diagnostics.Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
                _ = parts[i].Do(document);
                costs[i] = (costs[i].Time + System.Diagnostics.Stopwatch.GetElapsedTime(before), costs[i].Bytes + GC.GetAllocatedBytesForCurrentThread() - had);
            }
        }

        return costs;
    }
}
