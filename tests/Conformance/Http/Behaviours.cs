using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.Conformance.Http;

/// <summary>What the servers of the suite do on a connection, by the suite's names.</summary>
internal static class Behaviours
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n";

    private static readonly byte[] Feed = """<?xml version="1.0"?><rss version="2.0"><channel><title>ok</title><link>http://e.test/</link><item><guid>1</guid><title>one</title></item></channel></rss>"""u8.ToArray();

    private static readonly Dictionary<string, Func<Stream, CancellationToken, Task>> Plain = new(StringComparer.Ordinal)
    {
        ["slow-headers"] = async (stream, cancellation) =>
        {
            foreach (var c in Head + "\r\n")
            {
                await Write(stream, c.ToString(), cancellation);
                await Task.Delay(2_000, cancellation);
            }
        },
        ["slow-body"] = async (stream, cancellation) =>
        {
            await Write(stream, Head + "Content-Length: 100000\r\n\r\n", cancellation);
            while (true)
            {
                await Write(stream, "x", cancellation);
                await Task.Delay(500, cancellation);
            }
        },
        ["stall-after-headers"] = async (stream, cancellation) =>
        {
            await Write(stream, Head + "Content-Length: 1000\r\n\r\n", cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        },
        ["infinite-body"] = async (stream, cancellation) =>
        {
            await Write(stream, Head + "Transfer-Encoding: chunked\r\n\r\n", cancellation);
            while (true)
            {
                await Write(stream, "100000\r\n" + new string('a', 1_048_576) + "\r\n", cancellation);
            }
        },
        ["infinite-headers"] = async (stream, cancellation) =>
        {
            await Write(stream, Head, cancellation);
            while (true)
            {
                await Write(stream, "X-A: " + new string('v', 1_000) + "\r\n", cancellation);
            }
        },
        ["infinite-1xx"] = async (stream, cancellation) =>
        {
            while (true)
            {
                await Write(stream, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n", cancellation);
                await Task.Delay(1, cancellation);
            }
        },
        ["accept-no-read"] = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation),
        ["reset-mid-body"] = async (stream, cancellation) =>
        {
            await Write(stream, Head + "Content-Length: 1000\r\n\r\n<?xml version", cancellation);
            ((NetworkStream)stream).Socket.Close(0);
        },
        ["fin-before-status"] = (_, _) => Task.CompletedTask,
        ["bad-chunk"] = (stream, cancellation) => Write(stream, Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + Encoding.Latin1.GetString(Feed), cancellation),
        ["chunk-overflow"] = (stream, cancellation) => Write(stream, Head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + Encoding.Latin1.GetString(Feed), cancellation),
        ["dup-content-length"] = (stream, cancellation) => Write(stream, Head + "Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + Encoding.Latin1.GetString(Feed), cancellation),
        ["te-and-cl"] = (stream, cancellation) => Write(stream, Head + $"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n{Feed.Length:x}\r\n{Encoding.Latin1.GetString(Feed)}\r\n0\r\n\r\n", cancellation),
        ["status-garbage"] = (stream, cancellation) => Write(stream, "HTTP/1.1 abc\r\n\r\n" + Encoding.Latin1.GetString(Feed), cancellation),
        ["http09"] = (stream, cancellation) => stream.WriteAsync(Feed, cancellation).AsTask(),
        ["many-redirect-hosts"] = (stream, cancellation) => Write(stream, $"HTTP/1.1 302 Found\r\nLocation: http://h{Guid.NewGuid():N}.test/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", cancellation),
    };

    public static bool IsTls(string name) => name.StartsWith("tls-", StringComparison.Ordinal) || name.StartsWith("h2-", StringComparison.Ordinal);

    /// <summary>What a server of that name does; null for a name that is not known.</summary>
    public static Func<RawServer, Stream, CancellationToken, Task>? Of(string name, TestAuthority authority)
    {
        if (name.StartsWith("tls-", StringComparison.Ordinal))
        {
            var certificate = name switch
            {
                "tls-expired" => authority.Issue("tls.test", expired: true),
                "tls-wrong-host" => authority.Issue("other.test", expired: false),
                _ => TestAuthority.SelfSigned("tls.test"),
            };
            return async (server, stream, cancellation) =>
            {
                await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellation);
                await server.HeadAsync(tls, cancellation);
                await Write(tls, Head + $"Content-Length: {Feed.Length}\r\nConnection: close\r\n\r\n" + Encoding.Latin1.GetString(Feed), cancellation);
            };
        }

        if (name is "h2-goaway")
        {
            var certificate = authority.Issue("tls.test", expired: false);
            var connections = 0;
            return async (_, stream, cancellation) =>
            {
                await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [SslApplicationProtocol.Http2], EnabledSslProtocols = SslProtocols.None }, cancellation);
                await Http2Server.AnswerAsync(tls, Feed, goAway: connections++ == 0, cancellation);
            };
        }

        return Plain.TryGetValue(name, out var behaviour)
            ? async (server, stream, cancellation) =>
            {
                if (name is not "accept-no-read" && (await server.HeadAsync(stream, cancellation)).Length == 0)
                {
                    return;
                }

                await behaviour(stream, cancellation);
            }
            : null;
    }

    private static Task Write(Stream stream, string text, CancellationToken cancellation) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation).AsTask();
}
