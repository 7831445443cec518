using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Rpc;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Rpc;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Pages handed in while the stages behind, or the broker, are slow or away.</summary>
public sealed class HandedInTests
{
    private const int MaxUnsettled = 10;

    [Fact]
    public async Task Ten_times_as_many_pages_as_may_be_unsettled_are_taken_as_room_comes_free()
    {
        const int Pages = 10 * MaxUnsettled;
        await using var host = await FetchHost.StartAsync(("Fetch:MaxUnsettled", $"{MaxUnsettled}"));
        // Each page that is taken is announced: at one of these moments there are as many as there ever are.
        var unsettled = new ConcurrentQueue<long>();
        host.Announced.Handle = async (message, _, token) =>
        {
            unsettled.Enqueue(await host.Host.Get<UnsettledPages>().CountAsync(Pages, token));
            await host.SettleAsync(message);
        };

        await Task.WhenAll(Enumerable.Range(0, Pages).Select(i => host.Client.IngestPageAsync(PageOf(i)).ResponseAsync));

        var stored = new ListTracesRequest { Outcome = Outcome.Stored, PageSize = 1000 };
        await Wait.UntilAsync(
            async token => (await host.Client.ListTracesAsync(stored, cancellationToken: token)).Traces.Count == Pages, "every page to be stored");
        Assert.Equal(Pages, unsettled.Count);
        Assert.InRange(unsettled.Max(), 1, MaxUnsettled);
    }

    [Fact]
    public async Task Page_for_which_no_room_comes_free_is_refused_with_the_time_to_try_again()
    {
        await using var host = await TestHost.BuildAsync([FetchModule.Module], await FetchHost.SettingsAsync());
        var intake = host.Get<PageIntake>();
        for (var i = 0; i < MaxUnsettled; i++)
        {
            await intake.IngestAsync(Endings.Page($"{i}"), Endings.Fetched(DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch, "", CancellationToken.None);
        }

        var backlog = new Backlog(host.Get<UnsettledPages>(), new FetchOptions { MaxUnsettled = MaxUnsettled }, new HastyClock());
        var rpc = ActivatorUtilities.CreateInstance<FetchRpc>(host.Services, backlog);
        var ended = Endings.Page("ended");
        var fetched = await intake.IngestAsync(ended, Endings.Fetched(DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch, "", CancellationToken.None);
        await host.Get<PageStore>().EndAsync(ended.Url.Id, Endings.Failed(fetched!.FetchNo, DateTimeOffset.UnixEpoch), CancellationToken.None);

        foreach (var call in (Func<Task>[])[() => rpc.IngestPage(PageOf(MaxUnsettled), new FakeCall()), () => rpc.ReplayPage(new ReplayPageRequest { Name = $"pages/{ended.Url.Id}" }, new FakeCall())])
        {
            var refused = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal((StatusCode.ResourceExhausted, "BACKLOG_FULL"), (refused.StatusCode, ErrorTests.ReasonOf(refused)));
            Assert.NotNull(refused.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        }

        Assert.Equal(MaxUnsettled, await host.Get<UnsettledPages>().CountAsync(1000, CancellationToken.None));
    }

    [Fact]
    public async Task Caller_that_gives_up_waits_no_longer_for_a_broker_that_is_away()
    {
        // As many announcements as may be unconfirmed (Announcer).
        const int Unconfirmed = 64;
        var settings = await FetchHost.SettingsAsync();
        settings["Bus:Transport"] = "RabbitMq";
        settings["Bus:Uri"] = $"amqp://127.0.0.1:{FreePort.Next()}/";
        await using var host = await TestHost.BuildAsync([FetchModule.Module], settings);
        var rpc = ActivatorUtilities.CreateInstance<FetchRpc>(host.Services);
        for (var i = 0; i < Unconfirmed; i++)
        {
            await rpc.IngestPage(PageOf(i), new FakeCall());
        }

        using var givenUp = new CancellationTokenSource();
        var waiting = rpc.IngestPage(PageOf(Unconfirmed), new FakeCall(givenUp.Token));
        await Wait.UntilAsync(
            async token => await host.Get<UnsettledPages>().CountAsync(1000, token) == Unconfirmed + 1, "the page to be kept");
        Assert.False(waiting.IsCompleted);
        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static IngestPageRequest PageOf(int number) =>
        new() { Url = $"https://news.example/{number}", Content = ByteString.CopyFromUtf8($"<p>{number}"), ContentType = "text/html" };

    /// <summary>A clock whose timers are due at once: what waits by it has waited.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref ticks, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    /// <summary>A call as its method sees it.</summary>
    private sealed class FakeCall(CancellationToken cancellationToken = default) : ServerCallContext
    {
        protected override string MethodCore => "method";

        protected override string HostCore => "host";

        protected override string PeerCore => "peer";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore => cancellationToken;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore { get; } = new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
