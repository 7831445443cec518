using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsPlatform.Conformance.Http;

/// <summary>A server on loopback that writes exactly the bytes a case wants; its faults are the point.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Stream, CancellationToken, Task> serve;
    private readonly Task accepting;

    /// <param name="serve">Speaks on one connection, which closes when it returns.</param>
    public LoopbackServer(Func<Stream, CancellationToken, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>Heads of the requests that <see cref="HeadAsync"/> read.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The head of a request in Latin-1, which keeps every byte; empty when the other side went away.</summary>
    public async Task<string> HeadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var buffer = new byte[4_096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, cancellation);
            if (read == 0)
            {
                return "";
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        lock (Requests)
        {
            Requests.Add(head.ToString());
        }

        return head.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptSocketAsync(stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var closing = socket;
        try
        {
            await using var stream = new NetworkStream(socket);
            await serve(stream, stop.Token);
            socket.Shutdown(SocketShutdown.Send);

            // Closing with unread bytes would reset the connection and take the answer with it.
            var rest = new byte[4_096];
            while (await stream.ReadAsync(rest, stop.Token) > 0)
            {
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, as most cases want it to.
        }
    }
}
