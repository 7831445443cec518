using NewsPlatform.Hosting.Data;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>One store for the tests of a class; these take articles of their own.</summary>
public abstract class StoreFixture(DatabaseProvider provider) : IAsyncLifetime
{
    public DatabaseProvider Provider => provider;

    public StoreHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await StoreHost.StartAsync(provider);

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();
}

public sealed class SqliteStore() : StoreFixture(DatabaseProvider.Sqlite);

public sealed class PostgresStore() : StoreFixture(DatabaseProvider.Postgres);
