using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Extraction;

namespace NewsPlatform.Benchmarks.Parts;

/// <summary>Reading an article against parsing its page alone, which is the limit, and against SmartReader on the same parser.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private static readonly Uri Url = new("https://example.org/2026/11/25/story");
    private Page[] pages = [];
    private string[] texts = [];

    /// <summary>Reads the pages: every 20th of all sets.</summary>
    [GlobalSetup]
    public void ReadPages()
    {
        var real = RealPages.Load().Where((_, i) => i % 20 == 0).ToList();
        pages = [.. real.Select(p => new Page(p.Bytes, Url) { ContentType = $"text/html; charset={p.Encoding}" })];
        texts = [.. real.Select(p => System.Text.Encoding.UTF8.GetString(p.Bytes))];
    }

    /// <summary>AngleSharp's parse alone.</summary>
    [Benchmark(Baseline = true)]
    public int Parse()
    {
        var elements = 0;
        foreach (var text in texts)
        {
            using var document = new HtmlParser().ParseDocument(text);
            elements += document.ChildElementCount;
        }

        return elements;
    }

    /// <summary>From bytes to the article with evidence.</summary>
    [Benchmark]
    public int Extract()
    {
        var articles = 0;
        foreach (var page in pages)
        {
            articles += ArticleExtractor.Extract(page, ExtractionOptions.Default, CancellationToken.None).Article is null ? 0 : 1;
        }

        return articles;
    }

    /// <summary>SmartReader: body, title, byline.</summary>
    [Benchmark]
    public int SmartReader()
    {
        var articles = 0;
        foreach (var text in texts)
        {
            using var reader = new global::SmartReader.Reader(Url.AbsoluteUri, text);
            articles += reader.GetArticle().IsReadable ? 1 : 0;
        }

        return articles;
    }
}
