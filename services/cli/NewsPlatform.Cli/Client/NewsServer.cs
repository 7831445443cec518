using Grpc.Core;
using Grpc.Net.Client;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;

namespace NewsPlatform.Cli.Client;

/// <summary>The running platform, seen from the command line.</summary>
internal sealed class NewsServer : IDisposable
{
    // A page of a list holds up to a few hundred articles with their text.
    private const int MaxReceiveBytes = 256 * 1024 * 1024;

    private readonly GrpcChannel[] channels;

    public NewsServer(IReadOnlyList<Uri> addresses, TimeProvider time)
    {
        channels = [.. addresses.Select(Open)];
        var invokers = channels.Select(channel => channel.CreateCallInvoker()).ToArray();
        Fetch = Client(nameof(FetchService), invoker => new FetchService.FetchServiceClient(invoker));
        Clean = Client(nameof(CleanService), invoker => new CleanService.CleanServiceClient(invoker));
        Store = Client(nameof(StoreService), invoker => new StoreService.StoreServiceClient(invoker));

        ServiceClient<T> Client<T>(string name, Func<CallInvoker, T> create) where T : class => new(name, addresses, [.. invokers.Select(create)], time);
    }

    /// <summary>Sources, pages and their outcomes.</summary>
    public ServiceClient<FetchService.FetchServiceClient> Fetch { get; }

    /// <summary>What pages are read as, and what is known of sites.</summary>
    public ServiceClient<CleanService.CleanServiceClient> Clean { get; }

    /// <summary>Articles.</summary>
    public ServiceClient<StoreService.StoreServiceClient> Store { get; }

    public void Dispose()
    {
        foreach (var channel in channels)
        {
            channel.Dispose();
        }
    }

    private static GrpcChannel Open(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // HTTP/2 without TLS cannot pass a forward proxy.
            UseProxy = address.Scheme == Uri.UriSchemeHttps,
            // A watcher may wait for hours: notice when the other side is gone.
            KeepAlivePingDelay = TimeSpan.FromSeconds(60),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = MaxReceiveBytes,
    });
}
