using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Hosting;

/// <summary>The addresses that this host really listens on: known once it has started, also when the ports were 0.</summary>
public sealed class LocalAddress(IServer server, ServerOptions options)
{
    /// <summary>HTTP/1.1: JSON and health.</summary>
    public Uri Http => At(0);

    /// <summary>gRPC.</summary>
    public Uri Grpc => At(1);

    private Uri At(int index)
    {
        // Kestrel lists them in the order of the Listen calls.
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        var port = addresses?.Count > index ? new Uri(addresses.ElementAt(index)).Port : index == 0 ? options.HttpPort : options.GrpcPort;
        var host = options.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : options.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : options.Address;
        return new Uri($"http://{new IPEndPoint(host, port)}");
    }
}
