using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NewsPlatform.Benchmarks.Pipeline;

namespace NewsPlatform.Benchmarks.Fetching;

/// <summary>
/// A server in another process that has real pages packed as the web packs them, once, before anything is measured: <c>/gzip/7</c> is the
/// eighth page in that coding, <c>/br/7</c>, <c>/none/7</c>; <c>/web/7</c> in the one that it has on the mixed web: of ten pages five gzip,
/// four Brotli, one not packed. It listens on all loopback addresses, each a host of its own to a crawler.
/// </summary>
internal sealed class PackedPages : IDisposable
{
    /// <summary>Pages that differ; those beyond come again.</summary>
    public const int Distinct = 900;

    /// <summary>Where it listens.</summary>
    public const int Port = 18_190;

    // So that there are more pages than real ones.
    private const int Variants = 3;

    private readonly Process process;

    private PackedPages(Process process) => this.process = process;

    /// <summary>Starts it; returns when the pages are packed.</summary>
    public static async Task<PackedPages> StartAsync()
    {
        var server = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(PackedPages).Assembly.Location, "fetch", "--serve"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        if (await server.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException("The server did not start.");
        }

        return new PackedPages(server);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    /// <summary>The server's part.</summary>
    public static async Task ServeAsync()
    {
        var pages = RealPages.Load().Where(static (_, i) => i % 4 == 0).SelectMany(static page => Enumerable.Range(0, Variants).Select(variant => Pack(page.Bytes, variant))).Take(Distinct).ToList();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Any, Port, static listen => listen.Protocols = HttpProtocols.Http1));
        await using var server = builder.Build();
        server.Run(async context =>
        {
            if (context.Request.Path.Value?.Split('/') is not ["", var coding, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var page = pages[number % pages.Count];
            coding = coding != "web" ? coding : (number % 10) switch { < 5 => "gzip", < 9 => "br", _ => "none" };
            var bytes = coding switch { "gzip" => page.Gzip, "br" => page.Brotli, _ => page.Plain };
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentEncoding = coding == "none" ? default : coding;
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });
        await server.StartAsync();
        Console.WriteLine("ready");

        // The parent's end closes the pipe, however it ends.
        await Console.In.ReadToEndAsync();
    }

    private static (byte[] Plain, byte[] Gzip, byte[] Brotli) Pack(byte[] page, int variant)
    {
        byte[] plain = [.. page, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<!-- {variant} -->"))];
        using var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Optimal))
        {
            stream.Write(plain);
        }

        // The level of what is packed as it is asked for.
        var brotli = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, brotli, out var length, quality: 5, window: 22)
            ? (plain, gzip.ToArray(), brotli[..length])
            : throw new InvalidOperationException("A page could not be packed.");
    }
}
