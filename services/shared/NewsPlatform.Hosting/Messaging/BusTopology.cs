using Google.Protobuf;
using MassTransit;
using MassTransit.Transports.Fabric;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Events.V1;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>
/// The whole topology. Each event has a topic exchange named by its proto's full name; each stage has a queue for each
/// lane (<c>newsplatform.clean.live</c>, <c>newsplatform.clean.backfill</c>), bound to the events it consumes by the
/// routing key that is the lane. Quorum queues on RabbitMQ, the same names within the process in memory.
/// </summary>
internal static class BusTopology
{
    private static readonly string[] Lanes = ["live", "backfill"];

    public static void AddBus(this IServiceCollection services, BusOptions options, Subscriptions subscriptions)
    {
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            // A host starts without its broker and works once the broker is there.
            host.WaitUntilStarted = false;
            host.StopTimeout = options.StopTimeout;
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddReceiveObserver<UnreadableMessages>();
            foreach (var consumer in subscriptions.All.Select(s => s.Consumer).Distinct())
            {
                bus.AddConsumer(consumer);
            }

            if (options.Transport == BusTransport.RabbitMq)
            {
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    rabbit.Host(options.Uri, host => host.PublisherConfirmation = true);
                    // All exchanges from the start, so that a subscriber may bind before the first event.
                    rabbit.DeployPublishTopology = true;
                    DeclareEvents(rabbit, new RabbitMqEvents(rabbit));
                    foreach (var (queue, lane, members) in Queues(subscriptions))
                    {
                        rabbit.ReceiveEndpoint(queue, endpoint =>
                        {
                            endpoint.SetQuorumQueue();
                            Receive(endpoint, context, options, members, lane);
                        });
                    }
                });
            }
            else
            {
                bus.UsingInMemory((context, memory) =>
                {
                    DeclareEvents(memory, new InMemoryEvents(memory));
                    foreach (var (queue, lane, members) in Queues(subscriptions))
                    {
                        memory.ReceiveEndpoint(queue, endpoint => Receive(endpoint, context, options, members, lane));
                    }
                });
            }
        });
        services.AddSingleton<EventPublisher>();
    }

    /// <summary>Binds a queue to an event by a routing key.</summary>
    public static void Bind<TEvent>(IReceiveEndpointConfigurator endpoint, string routingKey)
        where TEvent : class, IMessage<TEvent>
    {
        switch (endpoint)
        {
            case IRabbitMqReceiveEndpointConfigurator rabbit:
                rabbit.Bind<TEvent>(binding =>
                {
                    binding.ExchangeType = "topic";
                    binding.RoutingKey = routingKey;
                });
                break;
            case IInMemoryReceiveEndpointConfigurator memory:
                memory.Bind<TEvent>(ExchangeType.Topic, routingKey);
                break;
        }
    }

    private static void DeclareEvents(IBusFactoryConfigurator bus, IEventDeclaration events)
    {
        bus.ClearSerialization();
        var serializer = new EventSerializer();
        bus.AddSerializer(serializer);
        bus.AddDeserializer(serializer, isDefault: true);
        bus.MessageTopology.SetEntityNameFormatter(new ProtoNameFormatter(bus.MessageTopology.EntityNameFormatter));
        events.Declare<PageFetched>();
        events.Declare<PageRejected>();
        events.Declare<ArticleCleaned>();
        events.Declare<ArticleEnriched>();
        events.Declare<PageFailed>();
        events.Declare<PageSettled>();
        events.Declare<ArticleStored>();
        events.Declare<ArticleRevised>();
        events.Declare<ArticleWithdrawn>();
    }

    private static IEnumerable<(string Queue, string Lane, IReadOnlyList<Subscription> Members)> Queues(Subscriptions subscriptions) =>
        from stage in subscriptions.All.GroupBy(s => s.Stage, StringComparer.Ordinal)
        from lane in Lanes
        select ($"newsplatform.{stage.Key}.{lane}", lane, (IReadOnlyList<Subscription>)[.. stage]);

    private static void Receive(
        IReceiveEndpointConfigurator endpoint, IRegistrationContext context, BusOptions options, IReadOnlyList<Subscription> members, string lane)
    {
        var concurrency = members.Max(m => m.Concurrency) is var asked and > 0 ? asked : options.Concurrency;
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.ConcurrentMessageLimit = concurrency;
        endpoint.PrefetchCount = concurrency + options.Prefetch;
        endpoint.UseConsumeFilter(typeof(FailureFilter<>), context);
        foreach (var member in members)
        {
            member.Bind(endpoint, lane);
        }

        // A consumer of several events is configured once, for all of them.
        foreach (var consumer in members.Select(m => m.Consumer).Distinct())
        {
            endpoint.ConfigureConsumer(context, consumer);
        }
    }

    private interface IEventDeclaration
    {
        void Declare<TEvent>()
            where TEvent : class, IMessage<TEvent>;
    }

    private sealed class RabbitMqEvents(IRabbitMqBusFactoryConfigurator bus) : IEventDeclaration
    {
        public void Declare<TEvent>()
            where TEvent : class, IMessage<TEvent>
        {
            bus.Publish<TEvent>(topology => topology.ExchangeType = "topic");
            ExcludeProtobufInterfaces<TEvent>(bus);
        }
    }

    private sealed class InMemoryEvents(IInMemoryBusFactoryConfigurator bus) : IEventDeclaration
    {
        public void Declare<TEvent>()
            where TEvent : class, IMessage<TEvent>
        {
            bus.Publish<TEvent>(topology => topology.ExchangeType = ExchangeType.Topic);
            ExcludeProtobufInterfaces<TEvent>(bus);
        }
    }

    // MassTransit takes each interface of a message for a message type of its own, with an exchange.
    private static void ExcludeProtobufInterfaces<TEvent>(IBusFactoryConfigurator bus)
        where TEvent : class, IMessage<TEvent>
    {
        bus.Publish<IMessage>(topology => topology.Exclude = true);
        bus.Publish<IMessage<TEvent>>(topology => topology.Exclude = true);
        bus.Publish<IDeepCloneable<TEvent>>(topology => topology.Exclude = true);
        bus.Publish<IBufferMessage>(topology => topology.Exclude = true);
    }
}
