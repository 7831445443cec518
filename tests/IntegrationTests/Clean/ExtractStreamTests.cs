using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Clean;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Clean;

/// <summary>Many pages in one stream, from clients of all kinds.</summary>
public sealed class ExtractStreamTests : IAsyncLifetime
{
    private static readonly Uri Site = new("https://news.example/");

    private readonly LogMemory log = new();
    private TestHost host = null!;

    private CleanService.CleanServiceClient Clean => new(host.Channel);

    public async Task InitializeAsync() => host = await StartAsync(("Clean:MaxPageBytes", "60000"));

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task Thousand_pages_are_answered_once_each_by_their_keys()
    {
        var pages = Enumerable.Range(0, 1000).Select(i => ArticlePages.Create(i, Site)).ToList();
        using var call = Clean.ExtractArticles();
        var answers = ReadAllAsync(call);
        for (var i = 0; i < pages.Count; i++)
        {
            await call.RequestStream.WriteAsync(Ask($"{i}", pages[i].Html, new Uri(Site, pages[i].Path).AbsoluteUri));
        }

        await call.RequestStream.CompleteAsync();

        var all = await answers;
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}").Order(StringComparer.Ordinal), all.Select(a => a.Key).Order(StringComparer.Ordinal));
        Assert.All(all, answer => Assert.Equal(pages[int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture)].Title, answer.Article.Title));
    }

    [Fact]
    public async Task What_is_wrong_with_one_page_is_told_in_its_answer_and_ends_nothing()
    {
        var kept = await new FetchService.FetchServiceClient(host.Channel).IngestPageAsync(
            new IngestPageRequest { Url = "https://news.example/kept", Content = ByteString.CopyFromUtf8(CleanPages.Article("/kept")), ContentType = "text/html" });
        var requests = new[]
        {
            new ExtractArticlesRequest { Key = "no page" },
            new ExtractArticlesRequest { Key = "nothing in it", Page = new ExtractArticleRequest { Url = "https://news.example/a" } },
            Ask("no address", CleanPages.Article(), "nonsense"),
            Ask("too large", new string('x', 60_001), "https://news.example/large"),
            new ExtractArticlesRequest { Key = "absent", Page = new ExtractArticleRequest { Capture = "captures/0123456789012345678901234567890123456789" } },
            new ExtractArticlesRequest { Key = new string('k', 201), Page = new ExtractArticleRequest { Capture = kept.Capture } },
            Ask("empty", "<html></html>", "https://news.example/empty"),
            Ask("\0\uFFFD binary", "\u0001\u0002", "https://news.example/binary"),
            Ask("bytes", CleanPages.Article(), "https://news.example/a"),
            new ExtractArticlesRequest { Key = "capture", Page = new ExtractArticleRequest { Capture = kept.Capture } },
        };

        var all = (await AskAllAsync(requests)).ToDictionary(a => a.Key, StringComparer.Ordinal);

        Assert.Equal(10, all.Count);
        Assert.Equal((3, "INVALID_FIELD"), (all["no page"].Error.Code, all["no page"].Error.Reason));
        Assert.Equal("INVALID_FIELD", all["nothing in it"].Error.Reason);
        Assert.Equal("INVALID_URL", all["no address"].Error.Reason);
        Assert.Equal("TOO_LARGE", all["too large"].Error.Reason);
        Assert.Equal((5, "CAPTURE_NOT_FOUND"), (all["absent"].Error.Code, all["absent"].Error.Reason));
        Assert.Equal("INVALID_FIELD", all[""].Error.Reason);
        Assert.Equal(RejectionReason.Empty, all["empty"].Rejection.Reason);
        Assert.Equal(ExtractArticlesResponse.ResultOneofCase.Rejection, all["\0\uFFFD binary"].ResultCase);
        Assert.Equal("https://news.example/a", all["bytes"].Article.Url);
        Assert.Equal("https://news.example/kept", all["capture"].Article.Url);
    }

    [Fact]
    public async Task Client_that_takes_no_answers_is_not_read_from_and_is_sent_away()
    {
        await using var impatient = await StartAsync(("Clean:StreamIdle", "1s"));
        var read = 0L;
        using var meter = new MeterListener { InstrumentPublished = (instrument, listener) => Watch(instrument, listener, impatient) };
        meter.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref read, count));
        meter.Start();
        using var call = new CleanService.CleanServiceClient(impatient.Channel).ExtractArticles();
        var page = Ask("page", CleanPages.Article(), "https://news.example/a");
        var written = 0;

        var failure = await Record.ExceptionAsync(async () =>
        {
            for (; written < 100_000; written++)
            {
                await call.RequestStream.WriteAsync(page);
            }
        });

        Assert.NotNull(failure);
        Assert.Contains(log.Lines, line => line.Contains("has taken no answer", StringComparison.Ordinal));
        // What the windows of both sides hold, and the places of the stream: far from what the client would have sent.
        Assert.InRange(Interlocked.Read(ref read), 1, 2000);
        Assert.Single(await AskAllAsync([page], impatient));
    }

    [Fact]
    public async Task Client_that_asks_for_nothing_is_sent_away()
    {
        await using var impatient = await StartAsync(("Clean:StreamIdle", "200ms"));
        using var call = new CleanService.CleanServiceClient(impatient.Channel).ExtractArticles();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal((StatusCode.DeadlineExceeded, "STREAM_IDLE"), (failure.StatusCode, failure.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>()!.Reason));
    }

    [Fact]
    public async Task Client_that_cancels_or_is_out_of_time_holds_up_nobody()
    {
        var page = Ask("page", CleanPages.Article(), "https://news.example/a");
        using var stop = new CancellationTokenSource();
        var cancelled = Clean.ExtractArticles(cancellationToken: stop.Token);
        await cancelled.RequestStream.WriteAsync(page);
        await cancelled.ResponseStream.MoveNext(CancellationToken.None);
        await stop.CancelAsync();
        var late = Clean.ExtractArticles(deadline: DateTime.UtcNow.AddMilliseconds(300));
        await late.RequestStream.WriteAsync(page);

        var failure = await Assert.ThrowsAsync<RpcException>(() => ReadAllAsync(late));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.Equal(20, (await AskAllAsync([.. Enumerable.Repeat(page, 20)])).Count);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF, 1 })]
    [InlineData(new byte[] { 9, 9, 9 })]
    public async Task Rubbish_on_the_wire_is_refused_and_ends_only_its_stream(byte[] body)
    {
        using var http = new HttpClient { BaseAddress = host.Get<LocalAddress>().Grpc };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/newsplatform.clean.v1.CleanService/ExtractArticles")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };

        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();

        var status = (response.TrailingHeaders.TryGetValues("grpc-status", out var trailing) ? trailing : response.Headers.GetValues("grpc-status")).Single();
        Assert.NotEqual("0", status);
        Assert.Single(await AskAllAsync([Ask("page", CleanPages.Article(), "https://news.example/a")]));
    }

    private static void Watch(Instrument instrument, MeterListener listener, TestHost of)
    {
        if (instrument.Name == "newsplatform.clean.pages" && ReferenceEquals(instrument.Meter.Scope, of.Get<IMeterFactory>()))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private async Task<TestHost> StartAsync(params (string Name, string Value)[] more) => await TestHost.StartAsync(
        [FetchModule.Module, CleanModule.Module],
        await TestHost.SettingsAsync(DatabaseProvider.Sqlite, BusTransport.InMemory, more),
        configure: builder => builder.Logging.AddProvider(log));

    private static ExtractArticlesRequest Ask(string key, string html, string url) =>
        new() { Key = key, Page = new ExtractArticleRequest { Content = ByteString.CopyFromUtf8(html), Url = url, ContentType = "text/html; charset=utf-8" } };

    private async Task<List<ExtractArticlesResponse>> AskAllAsync(IReadOnlyList<ExtractArticlesRequest> requests, TestHost? of = null)
    {
        using var call = new CleanService.CleanServiceClient((of ?? host).Channel).ExtractArticles();
        var answers = ReadAllAsync(call);
        foreach (var request in requests)
        {
            await call.RequestStream.WriteAsync(request);
        }

        await call.RequestStream.CompleteAsync();
        return await answers;
    }

    private static async Task<List<ExtractArticlesResponse>> ReadAllAsync(AsyncDuplexStreamingCall<ExtractArticlesRequest, ExtractArticlesResponse> call)
    {
        var all = new List<ExtractArticlesResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            all.Add(call.ResponseStream.Current);
        }

        return all;
    }
}
