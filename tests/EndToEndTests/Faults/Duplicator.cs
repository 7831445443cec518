using NewsPlatform.EndToEndTests.Platforms;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>Publishes each message of the pipeline once more, with its headers, so that every queue gets it twice.</summary>
internal sealed class Duplicator : IAsyncDisposable
{
    private const string Mark = "test-doubled";

    private readonly Amqp amqp;
    private int doubled;

    private Duplicator(Amqp amqp) => this.amqp = amqp;

    /// <summary>Messages that went out a second time.</summary>
    public int Doubled => doubled;

    public static async Task<Duplicator> StartAsync(Uri broker)
    {
        var duplicator = new Duplicator(await Amqp.ConnectAsync(broker));
        foreach (var exchange in Amqp.PipelineExchanges)
        {
            var queue = $"test.doubled.{exchange}";
            await duplicator.amqp.BindAsync(queue, exchange, "#");
            var consumer = new AsyncEventingBasicConsumer(duplicator.amqp.Channel);
            consumer.ReceivedAsync += (_, delivery) => duplicator.DoubleAsync(exchange, delivery);
            await duplicator.amqp.Channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        }

        return duplicator;
    }

    public ValueTask DisposeAsync() => amqp.DisposeAsync();

    private async Task DoubleAsync(string exchange, BasicDeliverEventArgs delivery)
    {
        // Its own doubles come back to it.
        if (delivery.BasicProperties.Headers?.ContainsKey(Mark) == true)
        {
            return;
        }

        var properties = new BasicProperties(delivery.BasicProperties);
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal), StringComparer.Ordinal) { [Mark] = "1" };
        await amqp.Channel.BasicPublishAsync(exchange, delivery.RoutingKey, mandatory: false, properties, delivery.Body.ToArray());
        Interlocked.Increment(ref doubled);
    }
}
