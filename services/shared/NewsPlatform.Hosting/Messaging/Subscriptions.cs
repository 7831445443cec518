using Google.Protobuf;
using MassTransit;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>The events that the modules of a host consume.</summary>
public sealed class Subscriptions
{
    private readonly List<Subscription> all = [];

    /// <summary>What was subscribed.</summary>
    internal IReadOnlyList<Subscription> All => all;

    /// <summary>
    /// Subscribes a stage of the pipeline to an event. The stage has one queue for each lane, shared by all its
    /// replicas, so that live work is never behind a backfill.
    /// </summary>
    /// <param name="stage">The stage's name, of which the queues' names are made: <c>clean</c>.</param>
    /// <param name="concurrency">Messages handled at once for each queue; 0 takes the bus's setting.</param>
    public void Add<TConsumer, TEvent>(string stage, int concurrency = 0)
        where TConsumer : class, IConsumer<TEvent>
        where TEvent : class, IMessage<TEvent> =>
        all.Add(new Subscription(
            stage,
            concurrency,
            typeof(TConsumer),
            BusTopology.Bind<TEvent>));
}

/// <summary>One stage's subscription to one event.</summary>
internal sealed record Subscription(
    string Stage, int Concurrency, Type Consumer, Action<IReceiveEndpointConfigurator, string> Bind);
