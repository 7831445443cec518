using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
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
/// four Brotli, one not packed. Each ends with a comment of its own, so that no two are the same. It listens on all loopback addresses,
/// each a host of its own to a crawler.
/// </summary>
internal sealed class PackedPages : IDisposable
{
    /// <summary>Where it listens.</summary>
    public const int Port = 18_190;

    private const int RealPagesPacked = 300;

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
        var pages = RealPages.Load().Where(static (_, i) => i % 4 == 0).Take(RealPagesPacked).Select(static page => Pack(page.Bytes)).ToList();
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
            var comment = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<!-- {number:d9} -->"));
            var (bytes, end) = page.With(comment, coding);
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentEncoding = coding == "none" ? default : coding;
            context.Response.ContentLength = bytes.Length + end.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            await context.Response.Body.WriteAsync(end, context.RequestAborted);
        });
        await server.StartAsync();
        Console.WriteLine("ready");

        // The parent's end closes the pipe, however it ends.
        await Console.In.ReadToEndAsync();
    }

    private static Packed Pack(byte[] plain)
    {
        using var gzip = new MemoryStream();
        gzip.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        using (var stream = new DeflateStream(gzip, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(plain);
            stream.Flush();
            // Before the compressor ends the stream, which is for each answer to do.
            var crc = new Crc32();
            crc.Append(plain);
            return new Packed(plain, gzip.ToArray(), crc, Brotli(plain));
        }
    }

    // The level of what is packed as it is asked for.
    private static byte[] Brotli(byte[] plain)
    {
        using var encoder = new BrotliEncoder(quality: 5, window: 22);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length) + 64];
        return encoder.Compress(plain, packed, out _, out var length, isFinalBlock: false) == OperationStatus.Done
            && encoder.Flush(packed.AsSpan(length), out var flushed) == OperationStatus.Done
            ? packed[..(length + flushed)]
            : throw new InvalidOperationException("A page could not be packed.");
    }

    /// <summary>A page in each coding, flushed to a whole byte and not ended.</summary>
    private sealed record Packed(byte[] Plain, byte[] Gzip, Crc32 Crc, byte[] Brotli)
    {
        /// <summary>The page that ends with so many more bytes, at most 65,535, in two parts.</summary>
        public (byte[] Page, byte[] End) With(byte[] more, string coding) => coding switch
        {
            "gzip" => (Gzip, GzipEnd(more)),
            "br" => (Brotli, BrotliEnd(more)),
            _ => (Plain, more),
        };

        // RFC 1951 section 3.2.4: the last block, stored; RFC 1952 section 2.3.1: the check of all and its length.
        private byte[] GzipEnd(byte[] more)
        {
            var end = new byte[5 + more.Length + 8];
            end[0] = 1;
            BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(1), (ushort)more.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(3), (ushort)~more.Length);
            more.CopyTo(end, 5);
            var crc = Crc.Clone();
            crc.Append(more);
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(^8), crc.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(^4), (uint)(Plain.Length + more.Length));
            return end;
        }

        // RFC 7932 section 9.2: a block that is not the last (bit 0), its length less one in four digits of four bits (bits 3 to
        // 18; that there are four: bits 1 and 2), stored (bit 19), from the next whole byte on; then one that is the last and empty.
        private static byte[] BrotliEnd(byte[] more)
        {
            var header = ((more.Length - 1) << 3) | (1 << 19);
            return [(byte)header, (byte)(header >> 8), (byte)(header >> 16), .. more, 3];
        }
    }
}
