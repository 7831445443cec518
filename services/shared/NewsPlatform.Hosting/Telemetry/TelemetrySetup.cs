using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NewsPlatform.Hosting.Telemetry;

/// <summary>OpenTelemetry, exported by OTLP where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
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
                .AddSource("MassTransit", "NewsPlatform.*", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter("MassTransit", "NewsPlatform.*", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }
}
