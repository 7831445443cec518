namespace NewsPlatform.TestKit.Services;

/// <summary>
/// One broker and one database server for all tests of a process, started when first asked for; they end with the
/// process. A test takes a virtual host and a database of its own. Tests that kill a server start their own.
/// </summary>
public static class SharedServices
{
    private static readonly Lazy<Task<RabbitMqService>> Broker = new(() => RabbitMqService.StartAsync());
    private static readonly Lazy<Task<PostgresService>> Database = new(() => PostgresService.StartAsync());

    static SharedServices()
    {
        // Child processes die by their watchdogs; containers must be removed here, or at the latest by the next run.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            var ending = new List<Task>(2);
            if (Broker is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                ending.Add(Broker.Value.Result.DisposeAsync().AsTask());
            }

            if (Database is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                ending.Add(Database.Value.Result.DisposeAsync().AsTask());
            }

            Task.WaitAll([.. ending], TimeSpan.FromSeconds(10));
        };
    }

    /// <summary>The shared broker; never kill it.</summary>
    public static Task<RabbitMqService> RabbitMqAsync() => Broker.Value;

    /// <summary>The shared database server; never kill it.</summary>
    public static Task<PostgresService> PostgresAsync() => Database.Value;

    /// <summary>A new virtual host on the shared broker.</summary>
    /// <returns>The address with that virtual host.</returns>
    public static async Task<Uri> CreateVirtualHostAsync(CancellationToken cancellationToken = default) =>
        await (await RabbitMqAsync()).CreateVirtualHostAsync(cancellationToken);

    /// <summary>A new empty database on the shared server.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default) =>
        await (await PostgresAsync()).CreateDatabaseAsync(cancellationToken);
}
