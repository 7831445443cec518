using System.IO.Compression;
using System.Net;
using System.Text;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>A platform that is allowed to ask this machine, and sites here that serve what no site should.</summary>
public sealed class HostileWeb : IAsyncLifetime
{
    private readonly int closedPort = FreePort.Next();
    private readonly List<TestWeb> sites = [];
    private readonly List<RawServer> rawSites = [];
    private TestWeb web = null!;

    public StandalonePlatform Platform { get; private set; } = null!;

    /// <summary>The address of a case.</summary>
    public string UrlOf(string name) => name switch
    {
        "unknown host" => "http://no-such-host.invalid/story.html",
        "refused connection" => $"http://127.0.0.3:{closedPort}/story.html",
        "TLS failure" => $"https://{sites[1].Address.Authority}/story.html",
        "500" => sites[2].At("/500").AbsoluteUri,
        "429" => sites[3].At("/429").AbsoluteUri,
        "endless body" => rawSites[0].Url("/endless.html").AbsoluteUri,
        "dripping body" => rawSites[1].Url("/dripping.html").AbsoluteUri,
        "nonsense for HTTP" => rawSites[2].Url("/nonsense.html").AbsoluteUri,
        _ => web.At("/" + name.Replace(' ', '-')).AbsoluteUri,
    };

    /// <summary>How often the page that first answers 429 was asked for, and when.</summary>
    public IReadOnlyList<TestRequest> RequestsFor429 => sites[3].RequestsFor("/429");

    public async Task InitializeAsync()
    {
        // A host that fails is left alone for a while: cases that do have a host of their own.
        sites.AddRange(await Task.WhenAll(Enumerable.Range(131, 4).Select(last => TestWeb.StartAsync($"127.0.0.{last}"))));
        rawSites.AddRange(Enumerable.Range(135, 3).Select(last => new RawServer((head, stream, cancellation) => AnswerRawAsync(head.Split(' ')[1], stream, cancellation), IPAddress.Parse($"127.0.0.{last}"))));
        web = sites[0];
        Serve("404", TestResponse.Empty(404));
        Serve("410", TestResponse.Empty(410));
        sites[2].Serve("/500", TestResponse.Empty(500));
        Serve("gzip bomb", Bomb());
        for (var hop = 0; hop < 30; hop++)
        {
            web.Serve(hop == 0 ? "/redirect-loop" : $"/hop-{hop}", TestResponse.Redirect(hop == 29 ? "/redirect-loop" : $"/hop-{hop + 1}"));
        }

        Serve("binary", Bytes(Png()));
        Serve("empty body", TestResponse.Html(""));
        Serve("nested tags", TestResponse.Html($"<html><body>{string.Concat(Enumerable.Repeat("<div>", 100_000))}deep{string.Concat(Enumerable.Repeat("</div>", 100_000))}</body></html>"));
        Serve("article", TestResponse.Html(ArticlePages.Create(60, web.Address).Html));
        Serve("invalid UTF-8", Bytes(BrokenUtf8()));
        var asked = 0;
        sites[3].Serve("/429", _ => Interlocked.Increment(ref asked) == 1
            ? TestResponse.Empty(429) with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "2" } }
            : TestResponse.Html(ArticlePages.Create(62, web.Address).Html));
        Platform = await StandalonePlatform.StartAsync(
            "--Fetch:RetryDelays=200ms,200ms", "--Fetch:MaxPageBytes=4000000", "--Fetch:TotalTimeout=4s", "--Fetch:HeadersTimeout=3s", "--Fetch:ConnectTimeout=3s",
            "--Logging:LogLevel:Default=Information");
    }

    public async Task DisposeAsync()
    {
        if (Platform is not null)
        {
            await Platform.DisposeAsync();
        }

        await Task.WhenAll(rawSites.Select(site => site.DisposeAsync().AsTask()));
        await Task.WhenAll(sites.Select(site => site.DisposeAsync().AsTask()));
    }

    private void Serve(string name, TestResponse answer) => web.Serve("/" + name.Replace(' ', '-'), answer);

    private static TestResponse Bytes(byte[] body) => TestResponse.Html("") with { Body = body };

    private static TestResponse Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            var spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (var megabyte = 0; megabyte < 500; megabyte++)
            {
                gzip.Write(spaces);
            }
        }

        return Bytes(packed.ToArray()) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html", ["Content-Encoding"] = "gzip" },
        };
    }

    private static byte[] Png()
    {
        var bytes = new byte[50_000];
        new Random(1).NextBytes(bytes);
        byte[] signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        signature.CopyTo(bytes, 0);
        return bytes;
    }

    private byte[] BrokenUtf8()
    {
        var html = ArticlePages.Create(61, web.Address).Html;
        var middle = html.IndexOf("<p", html.Length / 3, StringComparison.Ordinal);
        var inside = html.IndexOf(' ', html.IndexOf('>', middle));
        return [.. Encoding.UTF8.GetBytes(html[..inside]), (byte)' ', 0xC3, 0x28, 0xF0, 0x28, 0x8C, 0xBC, 0xFF, .. Encoding.UTF8.GetBytes(html[inside..])];
    }

    private static async Task AnswerRawAsync(string path, Stream stream, CancellationToken cancellationToken)
    {
        switch (path)
        {
            case "/endless.html":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>"u8.ToArray(), cancellationToken);
                var paragraph = Encoding.ASCII.GetBytes($"<p>{new string('a', 16_000)}</p>");
                while (true)
                {
                    await stream.WriteAsync(paragraph, cancellationToken);
                }

            case "/dripping.html":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>"u8.ToArray(), cancellationToken);
                while (true)
                {
                    await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
                    await Task.Delay(200, cancellationToken);
                }

            case "/nonsense.html":
                await stream.WriteAsync("\0\u0001\u0002 what? \r\n\r\n"u8.ToArray(), cancellationToken);
                break;
            default:
                await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
                break;
        }
    }
}
