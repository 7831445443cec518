using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Outcomes;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Fetch.Rpc;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Fetch;

/// <summary>The wiring of Fetch.</summary>
public static class FetchModule
{
    /// <summary>Fetch.</summary>
    public static ServiceModule Module { get; } = new(
        "fetch",
        (services, configuration) =>
        {
            var options = OptionsReader.Read<FetchOptions>(configuration, FetchOptions.Section, RevisitOptions.Section, WebSubOptions.Section);
            RetentionRule.ReadAll(options.CaptureRetention);
            services.AddSingleton(options);
            services.AddSingleton(OptionsReader.Read<RevisitOptions>(configuration, RevisitOptions.Section));
            services.AddSingleton(OptionsReader.Read<WebSubOptions>(configuration, WebSubOptions.Section));
            services.AddDatabase("fetch", typeof(FetchModule));
            services.AddSingleton(provider => new PageFetcher(
                new FetchLimits
                {
                    UserAgent = options.UserAgent,
                    MaxBodyBytes = options.MaxPageBytes,
                    ConnectTimeout = options.ConnectTimeout,
                    HeaderTimeout = options.HeadersTimeout,
                    // A lease is renewed once a quarter of it has passed: what is left must do for one request.
                    TotalTimeout = TimeSpan.FromTicks(Math.Min(options.TotalTimeout.Ticks, options.HostLease.Ticks / 4 * 3)),
                },
                new AddressGuard(options.AllowedNetworks),
                provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<FetchMetrics>();
            services.AddSingleton<RevisitPlanner>();
            services.AddSingleton<PageWrites>();
            services.AddSingleton<PageStore>();
            services.AddSingleton<PageIntake>();
            services.AddSingleton<UnsettledPages>();
            services.AddSingleton<PageTraces>();
            services.AddSingleton<ReextractedPages>();
            services.AddSingleton<KnownPages>();
            services.AddSingleton<SourceStore>();
            services.AddSingleton<SourceHealthReader>();
            services.AddSingleton<SourceReader>();
            services.AddSingleton<SourcePoll>();
            services.AddSingleton<FeedPreviewer>();
            services.AddSingleton<RecentCaptures>();
            services.AddSingleton<CaptureBlobs>();
            services.AddSingleton<CaptureStore>();
            services.AddSingleton<CaptureExport>();
            services.AddSingleton<CaptureListing>();
            services.AddSingleton<SharedBlobs>();
            services.AddSingleton<CaptureRetention>();
            services.AddHostedService(provider => provider.GetRequiredService<CaptureRetention>());
            services.AddSingleton<OrphanedBlobs>();
            services.AddHostedService(provider => provider.GetRequiredService<OrphanedBlobs>());
            services.AddSingleton<CaptureRpc>();
            services.AddSingleton<HostFrontier>();
            services.AddSingleton<HostAgenda>();
            services.AddSingleton<FrontierSignal>();
            services.AddSingleton<Backlog>();
            services.AddSingleton<RobotsCache>();
            services.AddSingleton<PoliteFetcher>();
            services.AddSingleton<PageVisit>();
            services.AddSingleton<RevisitStore>();
            services.AddSingleton<RevisitVisit>();
            services.AddSingleton<SubscriptionStore>();
            services.AddSingleton<SubscriptionVisit>();
            services.AddSingleton<CallbackEndpoint>();
            services.AddSingleton<BackfillStore>();
            services.AddSingleton<BackfillSitemaps>();
            services.AddSingleton<OpenInputs>();
            services.AddSingleton<BackfillFeed>();
            services.AddSingleton<BackfillOutcomes>();
            services.AddSingleton<BackfillRpc>();
            services.AddHostedService<BackfillWorker>();
            services.AddSingleton<SourceRpc>();
            services.AddSingleton<Announcer>();
            services.AddHostedService(provider => provider.GetRequiredService<Announcer>());
            services.AddHostedService<FrontierWorker>();
        },
        subscriptions =>
        {
            subscriptions.Add<PageRejectedConsumer, PageRejected>("fetch", concurrency: 64);
            subscriptions.Add<PageSettledConsumer, PageSettled>("fetch", concurrency: 64);
            subscriptions.Add<PageFailedConsumer, PageFailed>("fetch", concurrency: 64);
        },
        endpoints =>
        {
            endpoints.MapGrpcService<FetchRpc>();
            CallbackEndpoint.Map(endpoints);
        });
}
