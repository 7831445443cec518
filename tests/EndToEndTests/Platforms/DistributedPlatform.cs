using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>The four services as processes of their own, over RabbitMQ and PostgreSQL.</summary>
public sealed class DistributedPlatform : Platform
{
    private DistributedPlatform(HostProcess[] fetchers, HostProcess[] cleaners, HostProcess[] enrichers, HostProcess[] stores) =>
        (Fetchers, Cleaners, Enrichers, Stores) = (fetchers, cleaners, enrichers, stores);

    public IReadOnlyList<HostProcess> Fetchers { get; }

    public IReadOnlyList<HostProcess> Cleaners { get; }

    public IReadOnlyList<HostProcess> Enrichers { get; }

    public IReadOnlyList<HostProcess> Stores { get; }

    public override IReadOnlyList<HostProcess> Hosts => [.. Fetchers, .. Cleaners, .. Enrichers, .. Stores];

    public override FetchService.FetchServiceClient Fetch => Fetchers[0].Fetch;

    public override StoreService.StoreServiceClient Store => Stores[0].Store;

    /// <summary>Starts replicas of each service and waits until all are ready.</summary>
    /// <param name="broker">Address with the virtual host.</param>
    /// <param name="database">Connection string.</param>
    /// <param name="replicas">Of each service.</param>
    /// <param name="fetch">Further settings of Fetch.</param>
    /// <param name="clean">Further settings of Clean.</param>
    /// <param name="others">Further settings of all services.</param>
    /// <param name="environment">Variables of all services.</param>
    public static async Task<DistributedPlatform> StartAsync(
        Uri broker, string database, int replicas, IReadOnlyList<string>? fetch = null, IReadOnlyList<string>? clean = null, IReadOnlyList<string>? others = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        string[] common =
        [
            "--Bus:Transport=rabbitmq", $"--Bus:Uri={broker}", "--Database:Provider=postgres", $"--Database:ConnectionString={database}", .. others ?? [],
        ];

        // Replicas of Fetch have their captures in common; nobody else keeps files.
        string[] captures = ["--data", ScratchFolder.Create("captures")];
        var fetchers = await StartAsync("fetch", "Fetch", replicas, _ => [.. common, .. captures, .. TestSettings.Local, .. TestSettings.Impatient, .. fetch ?? []], environment);
        try
        {
            string[] own = ["--data", ScratchFolder.Create("nothing")];
            var rest = await Task.WhenAll(
                StartAsync("enrich", "Enrich", replicas, _ => [.. common, .. own], environment),
                StartAsync("store", "Store", replicas, _ => [.. common, .. own, .. TestSettings.ImpatientStore], environment));
            try
            {
                var cleaners = await StartAsync(
                    "clean", "Clean", replicas, i => [.. common, .. own, $"--Peers:Fetch={fetchers[i].GrpcAddress}", $"--Peers:Store={rest[1][i].GrpcAddress}", .. clean ?? []], environment);
                return new DistributedPlatform(fetchers, cleaners, rest[0], rest[1]);
            }
            catch
            {
                await Task.WhenAll(rest.SelectMany(hosts => hosts).Select(host => host.DisposeAsync().AsTask()));
                throw;
            }
        }
        catch
        {
            await Task.WhenAll(fetchers.Select(host => host.DisposeAsync().AsTask()));
            throw;
        }
    }

    private static Task<HostProcess[]> StartAsync(
        string folder, string name, int replicas, Func<int, string[]> settings, IReadOnlyDictionary<string, string?>? environment) =>
        Task.WhenAll(Enumerable.Range(0, replicas).Select(i => HostProcess.StartAsync($"services/{folder}/NewsPlatform.{name}", settings(i), environment)));
}
