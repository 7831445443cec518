using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>The standalone host: all four services in one process.</summary>
public sealed class StandalonePlatform : Platform
{
    private StandalonePlatform(HostProcess host) => Host = host;

    public HostProcess Host { get; }

    public override IReadOnlyList<HostProcess> Hosts => [Host];

    public override FetchService.FetchServiceClient Fetch => Host.Fetch;

    public override StoreService.StoreServiceClient Store => Host.Store;

    /// <summary>Starts it without the demo newsroom, allowed to ask this machine.</summary>
    /// <param name="settings">Further settings and operands.</param>
    public static Task<StandalonePlatform> StartAsync(params string[] settings) =>
        StartBareAsync(["--no-demo", .. TestSettings.Local, .. settings]);

    /// <summary>Starts it with nothing set but ports and a folder of its own.</summary>
    public static async Task<StandalonePlatform> StartBareAsync(IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?>? environment = null) =>
        new(await HostProcess.StartAsync("services/standalone/NewsPlatform.Standalone", ["--data", ScratchFolder.Create("data"), .. settings], environment));
}
