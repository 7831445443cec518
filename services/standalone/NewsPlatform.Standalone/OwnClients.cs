using Grpc.Net.Client;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Hosting;

namespace NewsPlatform.Standalone;

/// <summary>Clients of this very process, made when it listens.</summary>
internal sealed class OwnClients(LocalAddress address) : IDisposable
{
    private readonly Lazy<GrpcChannel> channel = new(() => GrpcChannel.ForAddress(address.Grpc, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 }));

    public FetchService.FetchServiceClient Fetch => new(channel.Value);

    public StoreService.StoreServiceClient Store => new(channel.Value);

    public void Dispose()
    {
        if (channel.IsValueCreated)
        {
            channel.Value.Dispose();
        }
    }
}
