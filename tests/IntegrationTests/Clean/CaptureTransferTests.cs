using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using NewsPlatform.Clean;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Fetch;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Messaging;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Clean;

/// <summary>Pulling captures from a Fetch that fails in the ways in which processes fail.</summary>
public sealed class CaptureTransferTests
{
    private readonly Probe<ArticleCleaned> cleaned = new("cleaned");
    private readonly Probe<PageRejected> rejected = new("rejected");
    private readonly Probe<PageFailed> failed = new("failed");

    [Theory]
    [InlineData("abort")]
    [InlineData("cancelled")]
    [InlineData("unavailable")]
    public async Task Transfer_that_breaks_midway_is_repeated(string how)
    {
        await using var host = await StartAsync(new Transfers((call, context) =>
        {
            if (call > 4)
            {
                return;
            }

            if (how == "abort")
            {
                context.GetHttpContext().Abort();
            }

            throw new RpcException(new Status(how == "cancelled" ? StatusCode.Cancelled : StatusCode.Unavailable, "going down"));
        }));

        await host.PublishAsync(CleanPages.Announcement(0));

        await cleaned.FirstAsync();
        Assert.Empty(failed.Heard);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1500)]
    public async Task Page_within_a_small_limit_is_read_whatever_size_was_announced(long announced)
    {
        await using var host = await StartAsync(new Transfers((_, _) => { }), ("Clean:MaxPageBytes", "2000"));

        await host.PublishAsync(CleanPages.Announcement(announced));

        await cleaned.FirstAsync();
    }

    [Fact]
    public async Task Transfer_that_grows_beyond_the_limit_is_cut_off()
    {
        await using var host = await StartAsync(new Transfers((_, _) => { }) { Copies = 100 }, ("Clean:MaxPageBytes", "2000"));

        await host.PublishAsync(CleanPages.Announcement(10));

        Assert.Equal(Contracts.Type.V1.RejectionReason.TooLarge, (await rejected.FirstAsync()).Rejection.Reason);
    }

    [Fact]
    public async Task Rejected_page_is_announced_with_what_in_it_told()
    {
        await using var host = await StartAsync(new Transfers((_, _) => { }));
        var announcement = CleanPages.Announcement(0);
        announcement.Status = 404;

        await host.PublishAsync(announcement);

        var rejection = (await rejected.FirstAsync()).Rejection;
        Assert.Equal(Contracts.Type.V1.RejectionReason.SoftNotFound, rejection.Reason);
        var evidence = rejection.Evidence[0];
        Assert.Equal(("rejection", Contracts.Type.V1.Method.Http, "status", "404"), (evidence.Field, evidence.Method, evidence.Place, evidence.Raw));
        Assert.InRange(evidence.Confidence, 0.9, 1);
    }

    [Fact]
    public async Task Fetch_that_is_away_is_told_to_callers()
    {
        await using var host = await TestHost.StartAsync(
            [CleanModule.Module], await TestHost.SettingsAsync(DatabaseProvider.Sqlite, BusTransport.InMemory, ("Peers:Fetch", "http://127.0.0.1:9")));

        await SourceTests.RefusedAsync(
            StatusCode.Unavailable,
            "FETCH_UNAVAILABLE",
            () => new CleanService.CleanServiceClient(host.Channel).ExtractArticleAsync(new ExtractArticleRequest { Capture = "captures/0123456789" }).ResponseAsync);
    }

    [Fact]
    public async Task Fetch_that_does_not_answer_in_time_is_told_to_callers()
    {
        await using var host = await StartAsync(new Transfers((_, context) => context.CancellationToken.WaitHandle.WaitOne(5000)), ("Clean:CaptureTimeout", "1s"));

        await SourceTests.RefusedAsync(
            StatusCode.Unavailable,
            "FETCH_UNAVAILABLE",
            () => new CleanService.CleanServiceClient(host.Channel).ExtractArticleAsync(new ExtractArticleRequest { Capture = "captures/0123456789" }).ResponseAsync);
    }

    private async Task<TestHost> StartAsync(Transfers transfers, params (string, string)[] more) => await TestHost.StartAsync(
        [CleanModule.Module, transfers.Module, cleaned.Module, rejected.Module, failed.Module],
        await TestHost.SettingsAsync(DatabaseProvider.Sqlite, BusTransport.InMemory, more));

    /// <summary>Stands for Fetch: sends half of the page, does what the test says, and sends the rest.</summary>
    private sealed class Transfers(Action<int, ServerCallContext> midway)
    {
        private readonly Action<int, ServerCallContext> midway = midway;
        private int calls;

        public int Copies { get; init; } = 1;

        public ServiceModule Module => new(
            "transfers",
            (services, _) => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, this),
            _ => { },
            endpoints => endpoints.MapGrpcService<Service>());

        private sealed class Service(Transfers transfers) : FetchService.FetchServiceBase
        {
            public override Task<Capture> GetCapture(GetCaptureRequest request, ServerCallContext context) =>
                Task.FromResult(new Capture { Name = request.Name, Url = "https://news.example/a", ContentType = "text/html", Size = 100 });

            public override async Task DownloadCapture(DownloadCaptureRequest request, IServerStreamWriter<CaptureChunk> responseStream, ServerCallContext context)
            {
                for (var i = 0; i < transfers.Copies; i++)
                {
                    var bytes = ByteString.CopyFromUtf8(CleanPages.Article());
                    await responseStream.WriteAsync(new CaptureChunk { Data = ByteString.CopyFrom(bytes.Span[..500]) }, context.CancellationToken);
                    transfers.midway(Interlocked.Increment(ref transfers.calls), context);
                    await responseStream.WriteAsync(new CaptureChunk { Data = ByteString.CopyFrom(bytes.Span[500..]) }, context.CancellationToken);
                }
            }
        }
    }
}
