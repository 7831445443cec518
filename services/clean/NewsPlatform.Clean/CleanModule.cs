using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Clean.Reprocessing;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
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
            services.AddSingleton(OptionsReader.Read<CleanOptions>(configuration, CleanOptions.Section, ReprocessingOptions.Section));
            services.AddSingleton(OptionsReader.Read<ReprocessingOptions>(configuration, ReprocessingOptions.Section));
            services.AddDatabase(Name, typeof(CleanModule), canBeAway: true);
            services.AddSingleton(provider => new FetchService.FetchServiceClient(ChannelTo(provider, provider.GetRequiredService<PeerOptions>().Fetch)));
            services.AddSingleton(provider => new StoreService.StoreServiceClient(ChannelTo(provider, provider.GetRequiredService<PeerOptions>().Store)));
            services.AddSingleton<CaptureClient>();
            services.AddSingleton<PageCleaner>();
            services.AddSingleton<RequestedPages>();
            services.AddSingleton<ExtractStream>();
            services.AddSingleton<StoredArticles>();
            services.AddSingleton<Pacer>();
            services.AddSingleton<ReprocessingStore>();
            services.AddSingleton<ReprocessingBatch>();
            services.AddSingleton(provider => new Lazy<ReprocessingBatch>(provider.GetRequiredService<ReprocessingBatch>));
            services.AddSingleton<ReprocessingRpc>();
            services.AddHostedService<ReprocessingWorker>();
            services.AddSingleton<SiteProfileTable>();
            services.AddSingleton<SiteRulesTable>();
            services.AddSingleton<SiteRulesFolder>();
            services.AddSingleton<SiteProfiles>();
            services.AddSingleton<SiteRulesCatalog>();
            services.AddSingleton<KnownSites>();
            services.AddSingleton<SiteRpc>();
            services.AddHostedService(provider => provider.GetRequiredService<SiteRulesCatalog>());
            services.AddHostedService(provider => provider.GetRequiredService<SiteProfiles>());
            services.AddHostedService<WarmUp>();
        },
        subscriptions => subscriptions.Add<PageFetchedConsumer, PageFetched>(Name),
        endpoints => endpoints.MapGrpcService<CleanRpc>());

    private static GrpcChannel ChannelTo(IServiceProvider provider, Uri? peer) =>
        GrpcChannel.ForAddress(peer ?? provider.GetRequiredService<LocalAddress>().Grpc, new GrpcChannelOptions
        {
            // A few articles of the largest size.
            MaxReceiveMessageSize = 64 << 20,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                InitialHttp2StreamWindowSize = 1 << 20,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingDelay = TimeSpan.FromSeconds(20),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                // A name with several addresses is several replicas: come back to the resolver now and then.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            },
        });
}
