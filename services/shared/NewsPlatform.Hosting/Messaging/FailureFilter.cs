using Google.Protobuf;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>
/// Decides, once for all consumers, what becomes of a message that could not be handled. A dependency that is away is
/// waited for, in growing steps; when it stays away the message is dropped, because the page's row in Fetch is due again
/// and will be announced anew. Anything else is tried three times and then quarantines the page: <see cref="PageFailed"/>.
/// </summary>
internal sealed class FailureFilter<TEvent>(EventPublisher publisher, BusOptions options, TimeProvider time, WorkMonitor monitor, ILogger<FailureFilter<TEvent>> log)
    : IFilter<ConsumeContext<TEvent>>
    where TEvent : class
{
    private const int MaxTries = 3;

    private static readonly TimeSpan[] Steps =
        [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)];

    public async Task Send(ConsumeContext<TEvent> context, IPipe<ConsumeContext<TEvent>> next)
    {
        using var work = monitor.Begin(typeof(TEvent).Name);
        var started = time.GetTimestamp();
        var waits = 0;
        var tries = 0;
        while (true)
        {
            try
            {
                await next.Send(context);
                return;
            }
            catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
            {
                if (IsAway(exception))
                {
                    var patience = options.DependencyPatience - time.GetElapsedTime(started);
                    if (patience > TimeSpan.Zero)
                    {
                        work.Done();
                        var step = Steps[Math.Min(waits++, Steps.Length - 1)];
                        await Task.Delay(step < patience ? step : patience, time, context.CancellationToken);
                        continue;
                    }

                    log.LeftToSweeper(exception, typeof(TEvent).Name, PageOf(context.Message)?.Name ?? "-", exception.Message);
                    return;
                }

                if (++tries < MaxTries)
                {
                    await Task.Delay(Steps[tries - 1], time, context.CancellationToken);
                    continue;
                }

                work.Done();
                log.GaveUp(exception, typeof(TEvent).Name, PageOf(context.Message)?.Name ?? "-", exception.Message);
                if (PageOf(context.Message) is { } page && context.Message is not PageFailed && !IsReprocessed(context.Message))
                {
                    var stage = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1].Split('.') is [_, var name, ..] ? name : "unknown";
                    var failed = new PageFailed { Page = page, Stage = stage, Reason = $"{exception.GetType().Name}: {exception.Message}" };
                    await publisher.PublishAsync(failed, $"{page.Name}/{page.Fetch}/failed/{stage}", page.Name, EventPublisher.KeyOf(page.Lane), context.CancellationToken);
                }

                return;
            }
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("failure");

    private static bool IsAway(Exception exception) => exception switch
    {
        RpcException rpc => rpc.StatusCode switch
        {
            // A service that stops resets its streams: CANCELLED, or INTERNAL without the ErrorInfo that our services' errors carry.
            StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled => true,
            StatusCode.Internal => rpc.GetRpcStatus() is null,
            _ => false,
        },
        // Bytes that cannot be read are an IOException to the protobuf library, and stay unreadable.
        InvalidProtocolBufferException => false,
        IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        // The bus wraps a consumer's OperationCanceledException.
        OperationCanceledException or ConsumerCanceledException => true,
        _ => Database.IsTransient(exception),
    };

    // A page whose old capture is read anew keeps the outcome that it has; the run tells of what did not arrive.
    private static bool IsReprocessed(TEvent message) => message switch
    {
        ArticleCleaned e => e.Article?.Provenance?.Reprocessing is { Length: > 0 },
        ArticleEnriched e => e.Article?.Provenance?.Reprocessing is { Length: > 0 },
        PageSettled e => e.Reprocessing.Length > 0,
        _ => false,
    };

    private static PageRef? PageOf(TEvent message) => message switch
    {
        PageFetched e => e.Page,
        PageRejected e => e.Page,
        ArticleCleaned e => e.Page,
        ArticleEnriched e => e.Page,
        PageSettled e => e.Page,
        PageFailed e => e.Page,
        _ => null,
    };
}
