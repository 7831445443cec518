using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>The four services, which export their telemetry to a collector.</summary>
public sealed class TracedPlatform : IAsyncLifetime
{
    public Collector Collector { get; private set; } = null!;

    public Uri Broker { get; private set; } = null!;

    public DistributedPlatform Platform { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Collector = await Collector.StartAsync();
        Broker = await SharedServices.CreateVirtualHostAsync();
        Platform = await DistributedPlatform.StartAsync(Broker, await SharedServices.CreateDatabaseAsync(), 1, environment: Collector.Environment);
    }

    public async Task DisposeAsync()
    {
        if (Platform is not null)
        {
            await Platform.DisposeAsync();
        }

        await Collector.DisposeAsync();
    }
}
