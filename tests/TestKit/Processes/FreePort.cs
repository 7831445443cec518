using System.Net;
using System.Net.Sockets;

namespace NewsPlatform.TestKit.Processes;

/// <summary>Ports for servers that must keep their address over a restart.</summary>
public static class FreePort
{
    // Below the range from which Linux takes the local ports of outgoing connections (32768 up): while a server is
    // down, a client that keeps connecting could otherwise be given the server's own port, or connect to itself.
    private const int First = 12_000;
    private const int Count = 20_000;

    // A counter, not a random draw: two calls in one process must never give the same port before it is bound.
    private static int next = Environment.ProcessId * 131 % Count;

    /// <summary>A TCP port on which nobody listens now and that this process is not given again soon.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free TCP port in {First}..{First + Count - 1}.");
    }

    private static bool IsFree(int port)
    {
        // Any address, so that a port that another server bound on a single 127.0.0.x is not given out either.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
