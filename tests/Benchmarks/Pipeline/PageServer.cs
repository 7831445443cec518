using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>Serves real pages on many loopback addresses, each a host of its own to the crawler; packed, as servers of the web do for who takes gzip.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private PageServer(WebApplication server, int port, int hosts) => (app, Port, Hosts) = (server, port, hosts);

    public int Port { get; }

    public int Hosts { get; }

    public static async Task<PageServer> StartAsync(IReadOnlyList<RealPage> pages, int port, int hosts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, port, listen => listen.Protocols = HttpProtocols.Http1));
        var server = builder.Build();
        var packed = pages.Select(page => Pack(page.Bytes)).ToArray();
        server.Run(async context =>
        {
            var path = context.Request.Path.Value ?? "";
            if (!path.StartsWith("/story/", StringComparison.Ordinal) || !int.TryParse(path.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var page = pages[number % pages.Count];
            context.Response.ContentType = $"text/html; charset={page.Encoding}";
            var takesGzip = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
            var body = takesGzip ? packed[number % pages.Count] : page.Bytes;
            if (takesGzip)
            {
                context.Response.Headers.ContentEncoding = "gzip";
            }

            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
        await server.StartAsync();
        return new PageServer(server, port, hosts);
    }

    /// <summary>The address of page <paramref name="number"/>.</summary>
    public string UrlOf(int number) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.1.{1 + (number % Hosts)}:{Port}/story/{number}");

    /// <summary>The address of page <paramref name="number"/> at hosts of their own, for what is not to wait for the others' turns.</summary>
    public string LiveUrlOf(int number) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.2.{1 + (number % 250)}:{Port}/story/{number}");

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
