using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Hosting.Health;

/// <summary><c>/healthz</c>: is the process alive; <c>/readyz</c>: can it work now. The gRPC health service says the same.</summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<WorkMonitor>();
        // MassTransit adds its own check, tagged "ready".
        services.AddHealthChecks()
            .AddCheck<WorkCheck>("work", tags: ["live"])
            .AddCheck<DatabaseCheck>("database", tags: ["ready"]);
        services.AddGrpcHealthChecks();
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", (HealthCheckService checks, CancellationToken ct) => AnswerAsync(checks, "live", ct));
        endpoints.MapGet("/readyz", (HealthCheckService checks, CancellationToken ct) => AnswerAsync(checks, "ready", ct));
        endpoints.MapGrpcHealthChecksService();
    }

    private static async Task<IResult> AnswerAsync(HealthCheckService checks, string tag, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(tag), cancellationToken);
        var lines = report.Entries.Select(e => $"{e.Key}: {e.Value.Status}{(e.Value.Description is { } text ? " - " + text : "")}");
        return Results.Text(
            $"{report.Status}\n{string.Join('\n', lines)}\n",
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private sealed class WorkCheck(WorkMonitor monitor, ServerOptions options) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var stuck = monitor.Stuck(options.StuckAfter);
            return Task.FromResult(stuck.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", stuck)));
        }
    }

    private sealed class DatabaseCheck(IEnumerable<Database> databases, IEnumerable<MigrationSource> sources) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var degraded = (string?)null;
            foreach (var database in databases)
            {
                try
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    limit.CancelAfter(TimeSpan.FromSeconds(5));
                    await using var connection = await database.OpenAsync(limit.Token);
                    await using var command = connection.CreateCommand();
                    // Opening takes a pooled connection, which may be dead.
                    command.CommandText = "SELECT 1";
                    await command.ExecuteScalarAsync(limit.Token);
                }
                catch (Exception exception)
                {
                    var message = $"{database.Service}: {exception.Message}";
                    if (!sources.Any(source => source.CanBeAway && source.Service == database.Service))
                    {
                        return HealthCheckResult.Unhealthy(message);
                    }

                    degraded = message;
                }
            }

            return degraded is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(degraded);
        }
    }
}
