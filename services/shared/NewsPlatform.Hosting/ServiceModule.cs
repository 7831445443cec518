using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Hosting;

/// <summary>One service's wiring: a host runs one module, the standalone host all of them.</summary>
/// <param name="Name">The service's name: of its database schema or file, its queues and its telemetry.</param>
/// <param name="AddServices">Registers the service's parts. The only place where the service reads configuration.</param>
/// <param name="AddConsumers">Subscribes the service's consumers to events.</param>
/// <param name="MapEndpoints">Maps the service's gRPC methods.</param>
public sealed record ServiceModule(
    string Name,
    Action<IServiceCollection, IConfiguration> AddServices,
    Action<Subscriptions> AddConsumers,
    Action<IEndpointRouteBuilder> MapEndpoints);
