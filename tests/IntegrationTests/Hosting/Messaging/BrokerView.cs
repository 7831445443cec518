using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using RabbitMQ.Client;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

/// <summary>A virtual host of the shared broker as its operator, or a stranger, sees it.</summary>
internal sealed class BrokerView
{
    private readonly HttpClient management;
    private readonly Uri root;
    private readonly Uri address;
    private readonly string name;

    private BrokerView(RabbitMqService broker, Uri address)
    {
        management = broker.Management;
        root = broker.ManagementUri;
        this.address = address;
        name = Uri.EscapeDataString(Uri.UnescapeDataString(address.AbsolutePath[1..]));
    }

    public static async Task<BrokerView> OfAsync(Uri address) => new(await SharedServices.RabbitMqAsync(), address);

    public async Task<IReadOnlyList<(string Name, string Type, int Messages)>> QueuesAsync() =>
    [
        .. (await ListAsync("queues")).Select(q => (
            q.GetProperty("name").GetString()!,
            q.GetProperty("arguments").TryGetProperty("x-queue-type", out var type) ? type.GetString()! : "classic",
            q.TryGetProperty("messages", out var count) ? count.GetInt32() : 0)),
    ];

    public async Task<IReadOnlyList<(string Name, string Type)>> ExchangesAsync() =>
        [.. (await ListAsync("exchanges")).Select(e => (e.GetProperty("name").GetString()!, e.GetProperty("type").GetString()!))];

    /// <summary>Sends bytes as a client in another language would.</summary>
    public async Task PublishAsync(string exchange, string routingKey, string body)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["MT-MessageType"] = "urn:message:NewsPlatform.Contracts.Events.V1:PageFetched" },
        };
        await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Subscribes with a queue of its own, does something, and takes the message that comes of it.</summary>
    public async Task<(string Body, IReadOnlyDictionary<string, string> Headers, string RoutingKey)> TakeAsync(string exchange, string pattern, Func<Task> act)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, exchange, pattern);
        await act();
        BasicGetResult? got = null;
        await Wait.UntilAsync(
            async token => (got = await channel.BasicGetAsync(queue.QueueName, autoAck: true, token)) is not null, "the raw message");
        var headers = (got!.BasicProperties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            .ToDictionary(h => h.Key, h => h.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{h.Value}", StringComparer.Ordinal);
        headers["content-type"] = got.BasicProperties.ContentType ?? "";
        return (Encoding.UTF8.GetString(got.Body.Span), headers, got.RoutingKey);
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private async Task<JsonElement[]> ListAsync(string what) =>
        await management.GetFromJsonAsync<JsonElement[]>(new Uri(root, $"api/{what}/{name}?disable_stats=false")) ?? [];
}
