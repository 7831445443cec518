using Grpc.Core;
using Grpc.Reflection.V1Alpha;
using NewsPlatform.Clean;
using NewsPlatform.Enrich;
using NewsPlatform.Fetch;

namespace NewsPlatform.IntegrationTests.Hosting.Rpc;

public sealed class ReflectionTests
{
    [Fact]
    public async Task Reflection_lists_the_services_of_the_host()
    {
        await using var host = await TestHost.StartAsync([FetchModule.Module, CleanModule.Module, EnrichModule.Module], await TestHost.SettingsAsync());
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList();

        foreach (var name in (string[])["newsplatform.fetch.v1.FetchService", "newsplatform.clean.v1.CleanService", "newsplatform.enrich.v1.EnrichService", "grpc.health.v1.Health"])
        {
            Assert.Contains(name, names);
        }
    }
}
