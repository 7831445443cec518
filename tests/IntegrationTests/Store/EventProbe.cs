using System.Collections.Concurrent;
using Google.Protobuf;
using MassTransit;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>Hears every event of a type on a host's bus, whatever its routing key.</summary>
internal sealed class EventProbe<T> : IAsyncDisposable
    where T : class, IMessage<T>
{
    private readonly HostReceiveEndpointHandle handle;

    private EventProbe(IBus bus) =>
        handle = ((IReceiveConnector)bus).ConnectReceiveEndpoint($"probe-{Guid.NewGuid():N}", endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            BusTopology.Bind<T>(endpoint, "#");
            endpoint.Handler<T>(context =>
            {
                Heard.Enqueue(new HeardEvent<T>(context.Message, context.Headers.Get<string>("cloudEvents:id") ?? "", context.Headers.Get<string>("np-routing-key") ?? ""));
                return Task.CompletedTask;
            });
        });

    public ConcurrentQueue<HeardEvent<T>> Heard { get; } = new();

    public static async Task<EventProbe<T>> ListenAsync(StoreHost host)
    {
        var probe = new EventProbe<T>(host.Get<IBus>());
        await probe.handle.Ready;
        return probe;
    }

    public async Task<List<HeardEvent<T>>> TakeAsync(int count)
    {
        await Wait.UntilAsync(() => Heard.Count >= count, $"{count} events of {typeof(T).Name}, not {Heard.Count}");
        return [.. Heard];
    }

    public async ValueTask DisposeAsync() => await handle.StopAsync();
}

internal sealed record HeardEvent<T>(T Message, string Id, string RoutingKey);
