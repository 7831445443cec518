using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NewsPlatform.Hosting.Telemetry;

/// <summary>OpenTelemetry (traces, metrics, logs), exported by OTLP where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, serviceNamespace: "newsplatform"))
            .WithTracing(traces => traces
                // The gRPC client starts a span of its own around the HTTP request: left out, that request has no parent.
                .AddSource("MassTransit", "NewsPlatform.*", "Npgsql", "Grpc.Net.Client")
                // Where hubs call back is a secret that the path would give away.
                .AddAspNetCoreInstrumentation(asked => asked.Filter = context => !context.Request.Path.StartsWithSegments("/websub", StringComparison.OrdinalIgnoreCase))
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter("MassTransit", "NewsPlatform.*", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }
}
