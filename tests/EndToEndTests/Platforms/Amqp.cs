using System.Text.Json;
using NewsPlatform.TestKit.Services;
using RabbitMQ.Client;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>The broker as a subscriber of the public events sees it, and as a fault in the network would.</summary>
internal sealed class Amqp : IAsyncDisposable
{
    /// <summary>The exchanges that carry pages through the pipeline.</summary>
    public static readonly string[] PipelineExchanges = [.. ((string[])["PageFetched", "PageRejected", "ArticleCleaned", "ArticleEnriched", "PageFailed", "PageSettled"]).Select(Exchange)];

    /// <summary>The exchanges of the public events.</summary>
    public static readonly string[] PublicExchanges = [.. ((string[])["ArticleStored", "ArticleRevised", "ArticleWithdrawn"]).Select(Exchange)];

    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    private readonly IConnection connection;

    private Amqp(IConnection connection, IChannel channel)
    {
        this.connection = connection;
        Channel = channel;
    }

    /// <summary>A channel whose publishing waits for the broker's confirmation.</summary>
    public IChannel Channel { get; }

    public static string Exchange(string eventName) => $"newsplatform.events.v1.{eventName}";

    public static async Task<Amqp> ConnectAsync(Uri broker)
    {
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
        var opened = await factory.CreateConnectionAsync();
        var channel = await opened.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return new Amqp(opened, channel);
    }

    /// <summary>Creates a queue and binds it to an exchange, which must be there.</summary>
    public async Task BindAsync(string queue, string exchange, string routingKey)
    {
        await Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        await Channel.QueueBindAsync(queue, exchange, routingKey);
    }

    /// <summary>Takes messages from a queue until it is empty.</summary>
    public async Task<List<Delivery>> DrainAsync(string queue)
    {
        var all = new List<Delivery>();
        while (await Channel.BasicGetAsync(queue, autoAck: true) is { } message)
        {
            all.Add(new Delivery(message.RoutingKey, message.BasicProperties, message.Body.ToArray()));
        }

        return all;
    }

    /// <summary>Names and lengths of the queues in which messages end that nobody could handle.</summary>
    public static async Task<IReadOnlyList<string>> DeadLettersAsync(RabbitMqService broker, Uri virtualHost)
    {
        var name = virtualHost.AbsolutePath.Trim('/');
        var json = await broker.Management.GetStringAsync(new Uri(broker.ManagementUri, $"api/queues/{(name.Length == 0 ? "%2F" : name)}"));
        using var queues = JsonDocument.Parse(json);
        return [.. queues.RootElement.EnumerateArray()
            .Select(queue => (Name: queue.GetProperty("name").GetString()!, Messages: queue.TryGetProperty("messages", out var n) ? n.GetInt64() : 0))
            .Where(queue => queue.Messages > 0 && (queue.Name.EndsWith("_error", StringComparison.Ordinal) || queue.Name.EndsWith("_skipped", StringComparison.Ordinal)))
            .Select(queue => $"{queue.Name}: {queue.Messages}")];
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
