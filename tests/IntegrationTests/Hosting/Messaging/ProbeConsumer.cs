using System.Collections.Concurrent;
using Google.Protobuf;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Hosting;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

/// <summary>A consumer that does what the test says and remembers what it was given.</summary>
internal sealed class ProbeConsumer<TEvent>(Probe<TEvent> probe) : IConsumer<TEvent>
    where TEvent : class, IMessage<TEvent>
{
    public Task Consume(ConsumeContext<TEvent> context) =>
        probe.TakeAsync(context.Message, context.Headers.Get<string>("cloudEvents:id") ?? "", context.CancellationToken);
}

/// <summary>What a <see cref="ProbeConsumer{TEvent}"/> was given.</summary>
internal sealed class Probe<TEvent>(string stage, int concurrency = 0)
    where TEvent : class, IMessage<TEvent>
{
    private int attempts;

    public ConcurrentQueue<(TEvent Message, string Id)> Heard { get; } = new();

    /// <summary>Every call of the consumer, also those that failed.</summary>
    public int Attempts => Volatile.Read(ref attempts);

    /// <summary>What the consumer does; told the number of the call, from 1.</summary>
    public Func<TEvent, int, CancellationToken, Task> Handle { get; set; } = (_, _, _) => Task.CompletedTask;

    public ServiceModule Module => new(
        "probe",
        (services, _) => services.AddSingleton(this),
        subscriptions => subscriptions.Add<ProbeConsumer<TEvent>, TEvent>(stage, concurrency),
        _ => { });

    public async Task TakeAsync(TEvent message, string id, CancellationToken cancellationToken)
    {
        await Handle(message, Interlocked.Increment(ref attempts), cancellationToken);
        Heard.Enqueue((message, id));
    }

    public async Task<TEvent> FirstAsync(Func<TEvent, bool>? which = null)
    {
        which ??= _ => true;
        await Wait.UntilAsync(() => Heard.Any(h => which(h.Message)), $"an event {typeof(TEvent).Name}");
        return Heard.First(h => which(h.Message)).Message;
    }
}
