using System.Text;
using Grpc.Core;
using NewsPlatform.Clean;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Fetch;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Messaging;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Clean;

public sealed class InMemoryCleanTests() : CleanPipelineTests(BusTransport.InMemory);

public sealed class RabbitMqCleanTests() : CleanPipelineTests(BusTransport.RabbitMq);

/// <summary>From a page's bytes to the word of Clean, through bus and gRPC as in production.</summary>
public abstract class CleanPipelineTests(BusTransport transport) : IAsyncLifetime
{
    private readonly Probe<ArticleCleaned> cleaned = new("probe");
    private TestHost fetch = null!;
    private TestHost clean = null!;

    private FetchService.FetchServiceClient Fetch => new(fetch.Channel);

    private CleanService.CleanServiceClient Clean => new(clean.Channel);

    public async Task InitializeAsync()
    {
        var settings = await TestHost.SettingsAsync(DatabaseProvider.Sqlite, transport, ("Bus:DependencyPatience", "20s"), ("Fetch:IdleWait", "50ms"));
        if (transport == BusTransport.RabbitMq)
        {
            fetch = await TestHost.StartAsync([FetchModule.Module], settings);
            var away = new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase)
            {
                ["Peers:Fetch"] = fetch.Get<LocalAddress>().Grpc.AbsoluteUri,
                ["Clean:MaxPageBytes"] = "30000",
            };
            clean = await TestHost.StartAsync([CleanModule.Module, cleaned.Module], away);
        }
        else
        {
            settings["Clean:MaxPageBytes"] = "30000";
            fetch = clean = await TestHost.StartAsync([FetchModule.Module, CleanModule.Module, cleaned.Module], settings);
        }
    }

    public async Task DisposeAsync()
    {
        await clean.DisposeAsync();
        if (fetch != clean)
        {
            await fetch.DisposeAsync();
        }
    }

    [Fact]
    public async Task Capture_is_pulled_and_its_article_announced()
    {
        var page = await IngestAsync("https://news.example/a", CleanPages.Article());

        var message = await cleaned.FirstAsync();

        Assert.Equal(page.Name, message.Page.Name);
        var article = message.Article;
        Assert.Contains("harbour", article.Text, StringComparison.Ordinal);
        Assert.Contains("harbour", article.Title, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(article.Blocks, b => b.ContentCase == Block.ContentOneofCase.Paragraph);
        Assert.Contains(article.Evidence, e => e.Field == "title" && e.Method != Method.Unspecified);
        Assert.Equal(
            (page.Name, page.Capture, "https://news.example/a", Lane.Live),
            (article.Provenance.Page, article.Provenance.Capture, article.Provenance.RequestedUrl, article.Provenance.Lane));
        Assert.NotEqual("", article.Provenance.ExtractorVersion);
        Assert.NotEqual("", article.ContentHash);
    }

    [Fact]
    public async Task Page_without_an_article_is_rejected()
    {
        await IngestAsync("https://news.example/empty", "<html><body></body></html>");

        var trace = await EndAsync("https://news.example/empty");

        Assert.Equal(Outcome.Rejected, trace.Outcome);
        Assert.NotEqual("", trace.ReasonCode);
        Assert.NotEqual("", trace.Reason);
    }

    [Fact]
    public async Task Page_that_is_too_large_is_rejected_as_such()
    {
        await IngestAsync("https://news.example/large", CleanPages.Article() + new string(' ', 30_000));

        var trace = await EndAsync("https://news.example/large");

        Assert.Equal((Outcome.Rejected, "too_large"), (trace.Outcome, trace.ReasonCode));
    }

    [Fact]
    public async Task Page_whose_capture_is_gone_is_quarantined()
    {
        // Announced for a capture that Fetch has never kept.
        var page = await IngestAsync("https://news.example/gone", CleanPages.Article());
        await cleaned.FirstAsync();
        var id = page.Capture.Split('/')[1];
        File.Delete(await KeptBlobs.FileAsync(fetch, id));

        await Fetch.ReplayPageAsync(new ReplayPageRequest { Name = page.Name });

        var trace = await EndAsync("https://news.example/gone");
        Assert.Equal((Outcome.Failed, "clean_failed", true), (trace.Outcome, trace.ReasonCode, trace.Quarantined));
    }

    [Fact]
    public async Task Canonical_address_of_a_foreign_site_is_not_believed()
    {
        await IngestAsync("https://news.example/mine", CleanPages.Article("https://other.example/theirs"));

        Assert.Equal("https://news.example/mine", (await cleaned.FirstAsync()).Article.Url);
    }

    [Fact]
    public async Task Article_is_read_by_call_from_bytes_and_from_a_capture()
    {
        var page = await IngestAsync("https://news.example/a", CleanPages.Article());

        var bytes = await Clean.ExtractArticleAsync(new ExtractArticleRequest { Content = Google.Protobuf.ByteString.CopyFromUtf8(CleanPages.Article()), Url = "https://news.example/a", ContentType = "text/html" });
        var capture = await Clean.ExtractArticleAsync(new ExtractArticleRequest { Capture = page.Capture });

        Assert.Equal(bytes.Article.Name, capture.Article.Name);
        Assert.Equal(bytes.Article.ContentHash, capture.Article.ContentHash);
    }

    [Fact]
    public async Task Page_is_classified_by_call_from_bytes_and_from_a_capture()
    {
        var page = await IngestAsync("https://news.example/a", CleanPages.Article());

        var article = await Clean.ClassifyPageAsync(new ClassifyPageRequest { Capture = page.Capture });
        var wall = await Clean.ClassifyPageAsync(new ClassifyPageRequest
        {
            Content = Google.Protobuf.ByteString.CopyFromUtf8("<html lang=en><title>Page not found</title><h1>404</h1><p>We could not find this page."),
            Url = "https://news.example/b",
        });
        var gone = await Clean.ClassifyPageAsync(new ClassifyPageRequest { Capture = page.Capture, Url = "https://news.example/a", Status = 503 });

        Assert.Equal((ArticleKind.Article, null), (article.Kind, article.Rejection));
        Assert.InRange(article.Score, 0.5, 1);
        Assert.NotEmpty(article.Evidence);
        Assert.True(article.WordCount > 0);
        Assert.Equal((ArticleKind.Unspecified, RejectionReason.SoftNotFound, "en"), (wall.Kind, wall.Rejection.Reason, wall.Language));
        Assert.True(wall.Evidence.Count >= 2, wall.ToString());
        Assert.All(wall.Evidence, evidence => Assert.NotEqual(Method.Unspecified, evidence.Method));
        Assert.Equal(RejectionReason.ErrorPage, gone.Rejection.Reason);
    }

    [Fact]
    public async Task Calls_that_cannot_be_answered_say_why()
    {
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => Clean.ExtractArticleAsync(new ExtractArticleRequest()).ResponseAsync);
        await SourceTests.RefusedAsync(
            StatusCode.InvalidArgument, "INVALID_URL", () => Clean.ExtractArticleAsync(new ExtractArticleRequest { Content = Google.Protobuf.ByteString.CopyFromUtf8("x"), Url = "nonsense" }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.NotFound, "CAPTURE_NOT_FOUND", () => Clean.ExtractArticleAsync(new ExtractArticleRequest { Capture = "captures/0123456789" }).ResponseAsync);
        var large = await Fetch.IngestPageAsync(new IngestPageRequest { Url = "https://news.example/large", Content = Google.Protobuf.ByteString.CopyFrom(new byte[40_000]) });
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "TOO_LARGE", () => Clean.ExtractArticleAsync(new ExtractArticleRequest { Capture = large.Capture }).ResponseAsync);
    }

    private async Task<PageTrace> IngestAsync(string url, string html) => await Fetch.IngestPageAsync(
        new IngestPageRequest { Url = url, Content = Google.Protobuf.ByteString.CopyFrom(html, Encoding.UTF8), ContentType = "text/html; charset=utf-8" });

    private async Task<PageTrace> EndAsync(string url)
    {
        PageTrace trace = new();
        await Wait.UntilAsync(
            async token => (trace = await Fetch.TraceUrlAsync(new TraceUrlRequest { Url = url }, cancellationToken: token)).Outcome != Outcome.Pending, $"the outcome of {url}");
        return trace;
    }
}
