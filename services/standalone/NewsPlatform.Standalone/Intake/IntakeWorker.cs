using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Standalone.Display;

namespace NewsPlatform.Standalone.Intake;

/// <summary>Gives the platform its first work, through the same calls that any client makes.</summary>
internal sealed class IntakeWorker(
    IntakeInputs intake, LocalAddress address, OwnClients own, EventPublisher publisher, Screen screen, IHostApplicationLifetime lifetime, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's own ports answer once it has started.
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await publisher.ReadyAsync(stoppingToken);
            screen.Say($"NewsPlatform listens: gRPC {address.Grpc}, JSON {address.Http}v1/articles");
            foreach (var source in intake.DemoSources)
            {
                screen.Say($"demo newsroom: {source}");
                // Often, so that the article that its newsroom corrects is seen to change.
                await TakeAsync(source.AbsoluteUri, () => AddSourceAsync(source.AbsoluteUri, TimeSpan.FromSeconds(10), stoppingToken), stoppingToken);
            }

            foreach (var input in intake.Inputs)
            {
                await TakeAsync(input.File ?? input.Url, () => HandInAsync(input, stoppingToken), stoppingToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException && stoppingToken.IsCancellationRequested)
        {
        }
    }

    // What passes by itself, such as a full disk or stages that are behind, is waited for: it would meet the next input
    // too. Any other fault of one input must not keep the others out, nor stop the host.
    private async Task TakeAsync(string name, Func<Task> handIn, CancellationToken cancellationToken)
    {
        TimeSpan? pause = null;
        while (true)
        {
            try
            {
                await handIn();
                return;
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (exception.GetRpcStatus()?.GetDetail<RetryInfo>() is not { } retry)
                {
                    screen.Say($"{name}: not taken: {exception.Status.Detail}");
                    return;
                }

                if (pause is null)
                {
                    screen.Say($"{name}: waits: {exception.Status.Detail}");
                }

                pause = pause is { } last ? TimeSpan.FromTicks(Math.Min(last.Ticks * 2, LongestPause.Ticks)) : retry.RetryDelay.ToTimeSpan();
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UriFormatException or UnauthorizedAccessException)
            {
                screen.Say($"{name}: not taken: {exception.Message}");
                return;
            }

            await Task.Delay(pause.Value, time, cancellationToken);
        }
    }

    private async Task HandInAsync(Input input, CancellationToken cancellationToken)
    {
        if (input.File is not null)
        {
            await own.Fetch.IngestPageAsync(
                new IngestPageRequest
                {
                    Url = input.Url,
                    Content = UnsafeByteOperations.UnsafeWrap(await input.ReadAsync(cancellationToken)),
                    ContentType = input.ContentType,
                },
                cancellationToken: cancellationToken);
        }
        else if (new Uri(input.Url).AbsolutePath == "/")
        {
            await AddSourceAsync(input.Url, null, cancellationToken);
        }
        else
        {
            // A page, or a feed or sitemap, which Fetch recognises when it sees it.
            await own.Fetch.SubmitUrlAsync(new SubmitUrlRequest { Url = input.Url }, cancellationToken: cancellationToken);
        }
    }

    private async Task AddSourceAsync(string url, TimeSpan? interval, CancellationToken cancellationToken)
    {
        try
        {
            var wished = interval is { } given ? Duration.FromTimeSpan(given) : null;
            await own.Fetch.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = url, Interval = wished } }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.AlreadyExists)
        {
            // From an earlier run: it is polled as it is due.
        }
    }
}
