using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Hosting;

namespace NewsPlatform.Enrich;

/// <summary>The wiring of Enrich.</summary>
public static class EnrichModule
{
    /// <summary>Enrich.</summary>
    public static ServiceModule Module { get; } = new(
        "enrich",
        (services, _) => services.AddSingleton<ArticleAnnotator>().AddSingleton(_ => new LaneThreads("articles")).AddHostedService<WarmUp>(),
        subscriptions => subscriptions.Add<ArticleCleanedConsumer, ArticleCleaned>("enrich"),
        endpoints => endpoints.MapGrpcService<EnrichRpc>());
}
