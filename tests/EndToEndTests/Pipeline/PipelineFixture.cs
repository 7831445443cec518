using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>Two replicas of each service over one broker and one database, shared by the tests of the pipeline.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    public const int Replicas = 2;

    public DistributedPlatform Platform { get; private set; } = null!;

    public Uri Broker { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var database = SharedServices.CreateDatabaseAsync();
        Broker = await SharedServices.CreateVirtualHostAsync();
        Platform = await DistributedPlatform.StartAsync(Broker, await database, Replicas);
    }

    public async Task DisposeAsync()
    {
        if (Platform is not null)
        {
            await Platform.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class PipelineGroup : ICollectionFixture<PipelineFixture>
{
    public const string Name = "Pipeline";
}
