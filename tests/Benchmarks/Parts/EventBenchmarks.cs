using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Extraction;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Benchmarks.Parts;

/// <summary>What an article's event costs as ProtoJSON, beside protobuf's binary form, which is the limit; and its analysis.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class EventBenchmarks
{
    private ArticleEnriched article = new();
    private Document document = new("");
    private byte[] binary = [];
    private byte[] json = [];

    /// <summary>Takes a page of middling size.</summary>
    [GlobalSetup]
    public void MakeEvent()
    {
        var page = RealPages.Load(40)[7];
        var read = ArticleExtractor.Extract(new Page(page.Bytes, new Uri("https://example.org/a")), ExtractionOptions.Default, CancellationToken.None).Article
            ?? throw new InvalidOperationException("The page has no article.");
        document = new Document(read.Text) { Title = read.Title.Value, Language = read.Language.Value };
        article = new ArticleEnriched
        {
            Article = new Article
            {
                Name = "articles/x",
                Title = read.Title.Value,
                Text = read.Text,
                Markdown = read.Markdown,
                Html = read.Html,
                Blocks = { read.Blocks.Select(b => new Block { Paragraph = new Paragraph { Text = b.PlainText } }) },
            },
        };
        binary = article.ToByteArray();
        json = ProtoJson.Format(article);
    }

    /// <summary>Binary, written.</summary>
    [Benchmark(Baseline = true)]
    public int WriteBinary() => article.ToByteArray().Length;

    /// <summary>Binary, read.</summary>
    [Benchmark]
    public string ReadBinary() => ArticleEnriched.Parser.ParseFrom(binary).Article.Name;

    /// <summary>ProtoJSON, written.</summary>
    [Benchmark]
    public int WriteJson() => ProtoJson.Format(article).Length;

    /// <summary>ProtoJSON, read.</summary>
    [Benchmark]
    public string ReadJson() => ProtoJson.Parse<ArticleEnriched>(json).Article.Name;

    /// <summary>All annotations of the article.</summary>
    [Benchmark]
    public int Annotate() => ArticleAnalyzer.Analyze(document, new AnalysisOptions(), CancellationToken.None).Entities.Count;
}
