using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using MassTransit;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Publishes events as CloudEvents. A publish that returns was confirmed by the broker.</summary>
public sealed class EventPublisher(IBus bus, IBusControl control, TimeProvider time)
{
    /// <summary>The header that says what an event is: its proto's full name.</summary>
    internal const string TypeHeader = "cloudEvents:type";

    // For consumers within MassTransit, which does not tell them the key.
    private const string RoutingKeyHeader = "np-routing-key";

    /// <summary>Waits until the bus and all queues of this host are up: an event published earlier could miss its own host's queues.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        while (control.CheckHealth().Status != BusHealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    /// <summary>Publishes an event.</summary>
    /// <param name="message">The event.</param>
    /// <param name="id">The same for each delivery of one event: consumers may use it to drop doubles.</param>
    /// <param name="subject">What it is about: <c>articles/…</c>, <c>pages/…</c>.</param>
    /// <param name="routingKey">See the event's proto; for events of the pipeline the lane, <see cref="KeyOf"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the confirmation; the event may have been sent.</param>
    public Task PublishAsync<TEvent>(TEvent message, string id, string subject, string routingKey, CancellationToken cancellationToken)
        where TEvent : class, IMessage<TEvent> =>
        bus.Publish(
            message,
            context =>
            {
                context.MessageId = GuidOf(id);
                if (context.TryGetPayload(out RoutingKeySendContext? routing))
                {
                    routing.RoutingKey = routingKey;
                }

                context.Headers.Set(RoutingKeyHeader, routingKey);
                context.Headers.Set("cloudEvents:specversion", "1.0");
                context.Headers.Set("cloudEvents:id", id);
                context.Headers.Set(TypeHeader, message.Descriptor.FullName);
                context.Headers.Set("cloudEvents:source", "/newsplatform");
                context.Headers.Set("cloudEvents:subject", subject);
                context.Headers.Set("cloudEvents:time", time.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
                context.Headers.Set("cloudEvents:datacontenttype", "application/json");
                if (System.Diagnostics.Activity.Current is { IdFormat: System.Diagnostics.ActivityIdFormat.W3C, Id: { } trace })
                {
                    context.Headers.Set("traceparent", trace);
                }
            },
            cancellationToken);

    /// <summary>The id of an event of the pipeline about an article: that of the fetch, or of the run that read a capture anew.</summary>
    public static string IdOf(PageRef page, Provenance? provenance, string what) => provenance is { Reprocessing.Length: > 0 }
        ? $"{page.Name}/{provenance.Capture}/{provenance.Reprocessing}/{what}"
        : $"{page.Name}/{page.Fetch}/{what}";

    /// <summary>The routing key of a lane.</summary>
    public static string KeyOf(Lane lane) => lane == Lane.Backfill ? "backfill" : "live";

    private static Guid GuidOf(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return new Guid(hash[..16]);
    }
}
