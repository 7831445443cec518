using System.Collections.Concurrent;
using NewsPlatform.EndToEndTests.Platforms;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>Takes all messages of one kind on their way to a stage, and gives them on when and in what order the test says.</summary>
internal sealed class Interceptor : IAsyncDisposable
{
    private const string Lane = "live";

    private readonly Amqp amqp;
    private readonly string stageQueue;
    private readonly ConcurrentQueue<Delivery> held = new();
    private volatile bool open;

    private Interceptor(Amqp amqp, string stageQueue)
    {
        this.amqp = amqp;
        this.stageQueue = stageQueue;
    }

    /// <summary>How many messages it holds.</summary>
    public int Held => held.Count;

    /// <summary>Cuts the way from an event's exchange to a stage's queue, and stands there itself.</summary>
    public static async Task<Interceptor> StartAsync(Uri broker, string eventName, string stage)
    {
        var interceptor = new Interceptor(await Amqp.ConnectAsync(broker), $"newsplatform.{stage}.{Lane}");
        var (channel, exchange, queue) = (interceptor.amqp.Channel, Amqp.Exchange(eventName), $"test.held.{eventName}");
        await interceptor.amqp.BindAsync(queue, exchange, Lane);

        // The stage's queue has an exchange of its own name before it, which is bound to the event's.
        await channel.ExchangeUnbindAsync(interceptor.stageQueue, exchange, Lane);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => interceptor.TakeAsync(new Delivery(delivery.RoutingKey, new BasicProperties(delivery.BasicProperties), delivery.Body.ToArray()));
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return interceptor;
    }

    /// <summary>Gives on what is held, in an order of the test's choice, and from now on everything at once.</summary>
    public async Task ReleaseAsync(Func<IReadOnlyList<Delivery>, IEnumerable<Delivery>> order)
    {
        open = true;
        var taken = new List<Delivery>();
        while (held.TryDequeue(out var delivery))
        {
            taken.Add(delivery);
        }

        foreach (var delivery in order(taken))
        {
            await SendAsync(delivery);
        }
    }

    /// <summary>Sends a message to the stage.</summary>
    public async Task SendAsync(Delivery delivery) =>
        await amqp.Channel.BasicPublishAsync(stageQueue, delivery.RoutingKey, mandatory: true, (BasicProperties)delivery.Properties, delivery.Body);

    public ValueTask DisposeAsync() => amqp.DisposeAsync();

    private Task TakeAsync(Delivery delivery)
    {
        if (open)
        {
            return SendAsync(delivery);
        }

        held.Enqueue(delivery);
        return Task.CompletedTask;
    }
}
