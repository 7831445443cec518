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
            services.AddSingleton<Screen>();
            services.AddSingleton<OwnClients>();
            services.AddHostedService<Overview>();
        },
        subscriptions =>
        {
            subscriptions.Add<ProgressConsumer, PageFetched>("display");
            subscriptions.Add<ProgressConsumer, PageRejected>("display");
            subscriptions.Add<ProgressConsumer, ArticleCleaned>("display");
            subscriptions.Add<ProgressConsumer, ArticleEnriched>("display");
            subscriptions.Add<ProgressConsumer, PageSettled>("display");
        },
        _ => { });
}
