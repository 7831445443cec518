using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsPlatform.IntegrationTests.Crawling;

/// <summary>
/// An HTTP server on loopback that writes exactly the bytes a test wants, as real servers' faults cannot be had from a
/// well-behaved one. One request a connection.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> answer;
    private readonly Task accepting;

    /// <param name="answer">Gets the request head and writes the answer; the connection closes when it returns.</param>
    public ScriptedServer(Func<string, Stream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Answers every request with these bytes.</summary>
    public ScriptedServer(byte[] response)
        : this((_, stream, cancellation) => stream.WriteAsync(response, cancellation).AsTask())
    {
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url(string path = "/") => new($"http://127.0.0.1:{Port}{path}");

    /// <summary>Heads of the requests received.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static byte[] Response(string head, byte[]? body = null) => [.. Encoding.UTF8.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n"), .. body ?? []];

    /// <summary>A 200 with the body's length.</summary>
    public static byte[] Ok(byte[] body, string fields = "") => Response($"HTTP/1.1 200 OK\nContent-Length: {body.Length}\nConnection: close\n{fields}", body);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
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
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = client;
        try
        {
            var stream = client.GetStream();
            var head = new StringBuilder();
            var buffer = new byte[4_096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, stop.Token);
                if (read == 0)
                {
                    return;
                }

                head.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (buffer[0] == 0x16)
                {
                    break; // a TLS handshake: answer it as a plain server does
                }
            }

            Requests.Enqueue(head.ToString());
            await answer(head.ToString(), stream, stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // The fetcher hung up, which is what many of the tests are about.
        }
    }
}
