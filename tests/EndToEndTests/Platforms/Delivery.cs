using System.Text;
using RabbitMQ.Client;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>A message as it was taken from a queue.</summary>
internal sealed record Delivery(string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>A header's text; empty when there is none.</summary>
    public string Header(string name) =>
        Properties.Headers?.TryGetValue(name, out var value) == true ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() ?? "" : "";
}
