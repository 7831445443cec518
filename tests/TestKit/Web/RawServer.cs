using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsPlatform.TestKit.Web;

/// <summary>
/// A server on loopback that writes exactly the bytes a case wants, as real servers' faults cannot be had from a
/// well-behaved one. One conversation a connection.
/// </summary>
public sealed class RawServer : IAsyncDisposable
{
    /// <summary>First byte of a TLS record with a handshake: to be answered as a plain server does.</summary>
    private const char TlsHandshake = '\x16';

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Stream, CancellationToken, Task> serve;
    private readonly List<string> requests = [];
    private readonly Task accepting;

    /// <param name="serve">Speaks on one connection, which closes when it returns.</param>
    public RawServer(Func<Stream, CancellationToken, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <param name="answer">Gets the head of the request and writes the answer; the connection closes when it returns.</param>
    public RawServer(Func<string, Stream, CancellationToken, Task> answer)
    {
        serve = async (stream, cancellation) =>
        {
            if (await HeadAsync(stream, cancellation) is { Length: > 0 } head)
            {
                await answer(head, stream, cancellation);
            }
        };
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Answers every request with these bytes.</summary>
    public RawServer(byte[] response)
        : this((_, stream, cancellation) => stream.WriteAsync(response, cancellation).AsTask())
    {
    }

    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>Heads of the requests that <see cref="HeadAsync"/> read, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public static byte[] Response(string head, byte[]? body = null) => [.. Encoding.UTF8.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n"), .. body ?? []];

    /// <summary>A 200 with the body's length.</summary>
    public static byte[] Ok(byte[] body, string fields = "") => Response($"HTTP/1.1 200 OK\nContent-Length: {body.Length}\nConnection: close\n{fields}", body);

    public Uri Url(string path = "/") => new($"http://{EndPoint}{path}");

    /// <summary>The head of a request in Latin-1, which keeps every byte; empty when the other side went away.</summary>
    public async Task<string> HeadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var buffer = new byte[4_096];
        do
        {
            var read = await stream.ReadAsync(buffer, cancellation);
            if (read == 0)
            {
                return "";
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        while (head[0] != TlsHandshake && !head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal));

        lock (requests)
        {
            requests.Add(head.ToString());
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
