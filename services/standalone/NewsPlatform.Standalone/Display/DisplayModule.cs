using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Hosting;

namespace NewsPlatform.Standalone.Display;

/// <summary>Shows on the terminal what the services do: one more subscriber of their events.</summary>
internal static class DisplayModule
{
    public static ServiceModule Module { get; } = new(
        "display",
        (services, _) =>
        {
            services.AddSingleton(new Screen());
            services.AddSingleton<PagesUnderWay>();
            services.AddSingleton<OwnClients>();
            services.AddHostedService<Overview>();
        },
        subscriptions =>
        {
            // One at a time: in the order in which it happened.
            subscriptions.Add<ProgressConsumer, PageFetched>("display", concurrency: 1);
            subscriptions.Add<ProgressConsumer, PageRejected>("display", concurrency: 1);
            subscriptions.Add<ProgressConsumer, ArticleCleaned>("display", concurrency: 1);
            subscriptions.Add<ProgressConsumer, ArticleEnriched>("display", concurrency: 1);
            subscriptions.Add<ProgressConsumer, PageSettled>("display", concurrency: 1);
            subscriptions.Add<ProgressConsumer, PageFailed>("display", concurrency: 1);
        },
        _ => { });
}
