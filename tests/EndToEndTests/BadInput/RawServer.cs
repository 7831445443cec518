using System.Net;
using System.Net.Sockets;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>A server on the level of bytes, for answers that a well-behaved one cannot give.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();

    private RawServer(TcpListener listener) => this.listener = listener;

    public string At(string path) => $"http://{listener.LocalEndpoint}{path}";

    /// <summary>Starts a server on a free port of an address.</summary>
    /// <param name="ip">The address.</param>
    /// <param name="answer">Writes to each connection whatever it likes; gets the path of the request.</param>
    public static RawServer Start(string ip, Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        var server = new RawServer(new TcpListener(IPAddress.Parse(ip), 0));
        server.listener.Start();
        _ = server.AcceptAsync(answer);
        return server;
    }

    public ValueTask DisposeAsync()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token), answer, stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private static async Task AnswerAsync(TcpClient client, Func<string, NetworkStream, CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new byte[8192];
                var length = 0;
                while (length < head.Length && !head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                {
                    var read = await stream.ReadAsync(head.AsMemory(length), cancellationToken);
                    if (read == 0)
                    {
                        break;
                    }

                    length += read;
                }

                var line = System.Text.Encoding.ASCII.GetString(head, 0, length).Split(' ');
                await answer(line.Length > 1 ? line[1] : "", stream, cancellationToken);
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The crawler hung up, as it should.
            }
        }
    }
}
