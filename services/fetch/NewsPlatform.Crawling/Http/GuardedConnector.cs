using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NewsPlatform.Crawling.Http;

/// <summary>
/// Makes the TCP connections: resolves the name once, asks the guard about every address, and connects only to an
/// address that was asked about. Between the check and the connection no second look-up happens (DNS rebinding).
/// </summary>
/// <param name="guard">Decides which addresses may be connected to.</param>
/// <param name="resolve">Name resolution.</param>
/// <param name="connect">Opens a connection to an address that was allowed; <see cref="ConnectSocketAsync"/> outside tests.</param>
/// <param name="timeout">Time for name resolution and all attempts.</param>
/// <param name="time">The clock.</param>
internal sealed class GuardedConnector(
    AddressGuard guard,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, Task<Stream>> connect,
    TimeSpan timeout,
    TimeProvider time)
{
    private const int MaxAddressesTried = 4;
    private const int MaxRemembered = 10_000;

    /// <summary>The last address connected to by "host:port", for the archive; emptied when full.</summary>
    private readonly ConcurrentDictionary<string, IPAddress> lastAddress = new(StringComparer.OrdinalIgnoreCase);

    public IPAddress? LastAddress(Uri url) => lastAddress.GetValueOrDefault($"{url.IdnHost}:{url.Port}");

    /// <summary>Opens a TCP connection.</summary>
    public static async Task<Stream> ConnectSocketAsync(IPEndPoint endPoint, CancellationToken cancellation)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await ConnectAsync(endPoint.Host, endPoint.Port, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new FetchFault(FetchOutcome.TimedOut, $"no connection to {endPoint.Host}:{endPoint.Port} within {timeout.TotalSeconds:0.###} s");
        }
    }

    private async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(host, cancellation);
        var allowed = new List<IPAddress>();
        var refusal = "";
        foreach (var address in addresses)
        {
            if (guard.Allows(address, port, out var reason))
            {
                allowed.Add(address);
            }
            else
            {
                refusal = reason;
            }
        }

        if (allowed.Count == 0)
        {
            throw new FetchFault(FetchOutcome.BlockedAddress, $"{host} may not be fetched: {refusal}");
        }

        var tried = Math.Min(allowed.Count, MaxAddressesTried);
        SocketException? last = null;
        for (var i = 0; i < tried; i++)
        {
            // One address that swallows packets must not use up the time of the others.
            using var share = new CancellationTokenSource(timeout / tried, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, share.Token);
            try
            {
                var stream = await connect(new IPEndPoint(allowed[i], port), either.Token);
                Remember($"{host}:{port}", allowed[i]);
                return stream;
            }
            catch (SocketException fault)
            {
                last = fault; // the next address may answer
            }
            catch (OperationCanceledException) when (share.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                last = null;
            }
        }

        throw last is null
            ? new FetchFault(FetchOutcome.TimedOut, $"no connection to {host}:{port} within {timeout.TotalSeconds:0.###} s")
            : new FetchFault(FetchOutcome.ConnectFailed, $"no connection to {host}:{port}: {last.Message}", last);
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return [literal];
        }

        try
        {
            var addresses = await resolve(host, cancellation);
            return addresses.Length > 0 ? addresses : throw new FetchFault(FetchOutcome.DnsFailed, $"the host {host} has no address");
        }
        catch (SocketException fault)
        {
            throw new FetchFault(FetchOutcome.DnsFailed, $"the host {host} has no address: {fault.Message}", fault);
        }
        catch (ArgumentException fault)
        {
            // Dns refuses names of more than 255 characters this way.
            throw new FetchFault(FetchOutcome.DnsFailed, $"the host name {host[..Math.Min(host.Length, 80)]} cannot be looked up: {fault.Message}", fault);
        }
    }

    private void Remember(string key, IPAddress address)
    {
        if (lastAddress.Count >= MaxRemembered)
        {
            lastAddress.Clear();
        }

        lastAddress[key] = address;
    }
}
