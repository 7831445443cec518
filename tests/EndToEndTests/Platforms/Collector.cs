using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>A collector of telemetry, as far as it takes to tell who sent which spans (OTLP 1, protobuf over HTTP).</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ExportedSpan> spans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> measured = new(StringComparer.Ordinal);
    private readonly WebApplication application;

    private Collector(WebApplication application) => this.application = application;

    /// <summary>The spans received so far.</summary>
    internal IReadOnlyCollection<ExportedSpan> Spans => [.. spans.Values];

    /// <summary>The services that have sent metrics.</summary>
    public IReadOnlyCollection<string> Measured => [.. measured.Keys];

    /// <summary>Variables that make a host export to this collector, soon.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = application.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var collector = new Collector(builder.Build());
        collector.application.Run(collector.TakeAsync);
        await collector.application.StartAsync();
        return collector;
    }

    /// <summary>A span; null when it has not come.</summary>
    internal ExportedSpan? Find(string id) => spans.GetValueOrDefault(id);

    /// <summary>A span and all above it, up to the root of its trace; null for as long as one is missing.</summary>
    internal IReadOnlyList<ExportedSpan>? PathOf(string id)
    {
        var path = new List<ExportedSpan>();
        for (; id.Length > 0; id = path[^1].Parent)
        {
            if (Find(id) is not { } span)
            {
                return null;
            }

            path.Add(span);
        }

        return path;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        foreach (var resource in Fields(body.ToArray(), 1))
        {
            // ResourceSpans and ResourceMetrics are alike: the resource is field 1, what its scopes sent field 2.
            var service = Fields(Fields(resource, 1).Single(), 1).Where(pair => Text(pair, 1) == "service.name").Select(pair => Text(Fields(pair, 2).Single(), 1)).Single();
            if (context.Request.Path == "/v1/metrics")
            {
                measured[service] = true;
            }

            if (context.Request.Path == "/v1/traces")
            {
                foreach (var span in Fields(resource, 2).SelectMany(scope => Fields(scope, 2)))
                {
                    var links = Fields(span, 13).Select(link => Hex(link, 2));
                    spans[Hex(span, 2)] = new ExportedSpan(service, Text(span, 5), Hex(span, 1), Hex(span, 2), Hex(span, 4), [.. links]);
                }
            }
        }
    }

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).SingleOrDefault([]));

    private static string Text(byte[] message, int field) => Encoding.UTF8.GetString(Fields(message, field).SingleOrDefault([]));

    // The values of a field of bytes, text or messages, which all look alike on the wire.
    private static List<byte[]> Fields(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and > 0)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited))
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }
}

/// <summary>A span as it was exported; its ids in hexadecimal digits, the parent's empty for a root.</summary>
internal sealed record ExportedSpan(string Service, string Name, string Trace, string Id, string Parent, IReadOnlyList<string> Links);
