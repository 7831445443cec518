using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Clean;

/// <summary>The wiring of Clean.</summary>
public static class CleanModule
{
    private const string Name = "clean";

    /// <summary>Clean.</summary>
    public static ServiceModule Module { get; } = new(
        Name,
        (services, configuration) =>
        {
            services.AddSingleton(OptionsReader.Read<CleanOptions>(configuration, CleanOptions.Section));
            services.AddDatabase(Name, typeof(CleanModule), canBeAway: true);
            services.AddSingleton(provider =>
            {
                var address = provider.GetRequiredService<PeerOptions>().Fetch ?? provider.GetRequiredService<LocalAddress>().Grpc;
                return new FetchService.FetchServiceClient(GrpcChannel.ForAddress(address, new GrpcChannelOptions
                {
                    HttpHandler = new SocketsHttpHandler
                    {
                        EnableMultipleHttp2Connections = true,
                        InitialHttp2StreamWindowSize = 1 << 20,
                        ConnectTimeout = TimeSpan.FromSeconds(5),
                        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
                        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                        // A name with several addresses is several replicas of Fetch: come back to the resolver now and then.
                        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                    },
                }));
            });
            services.AddSingleton<CaptureClient>();
            services.AddSingleton<PageCleaner>();
            services.AddSingleton<RequestedPages>();
            services.AddSingleton<ExtractStream>();
            services.AddHostedService<WarmUp>();
        },
        subscriptions => subscriptions.Add<PageFetchedConsumer, PageFetched>(Name),
        endpoints => endpoints.MapGrpcService<CleanRpc>());
}
