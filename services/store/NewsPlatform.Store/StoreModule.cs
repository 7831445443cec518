using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Changes;
using NewsPlatform.Store.Copies;
using NewsPlatform.Store.Rpc;
using NewsPlatform.Store.Search;

namespace NewsPlatform.Store;

/// <summary>The store's wiring.</summary>
public static class StoreModule
{
    private const string Name = "store";

    /// <summary>The store as a part of a host.</summary>
    public static ServiceModule Module { get; } = new(
        Name,
        (services, configuration) =>
        {
            services.AddSingleton(OptionsReader.Read<StoreOptions>(configuration, StoreOptions.Section));
            services.AddDatabase(Name, typeof(StoreModule));
            services.AddSingleton(provider => new ArticleTables(Database(provider)));
            services.AddSingleton(provider => new ArticleReader(Database(provider)));
            services.AddSingleton(provider => new SearchIndex(Database(provider)));
            services.AddSingleton(provider => new ArticleSearch(Database(provider)));
            services.AddSingleton(provider => new ChangeLog(Database(provider)));
            services.AddSingleton(provider => new CopyFinder(Database(provider), provider.GetRequiredService<StoreOptions>()));
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ArticleWriter>(provider, Database(provider)));
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ArticleWithdrawal>(provider, Database(provider)));
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RelayLease>(provider, Database(provider)));
            services.AddSingleton<ChangeFeed>();
            services.AddSingleton<RecentChanges>();
            services.AddSingleton<ChangeStream>();
            services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
            services.AddHostedService<ChangeRelay>();
        },
        subscriptions => subscriptions.Add<ArticleEnrichedConsumer, ArticleEnriched>(Name, concurrency: 64),
        endpoints => endpoints.MapGrpcService<StoreRpc>());

    // The standalone host has a database for each of its services.
    private static Database Database(IServiceProvider provider) => provider.GetRequiredKeyedService<Database>(Name);
}
