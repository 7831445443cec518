using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Warc;

namespace NewsPlatform.Benchmarks.Fetching;

/// <summary>
/// Fetches gzip'd real pages of 200 hosts from a server in another process, once with a plain HttpClient and once with the fetcher as
/// the service uses it (guard, bounds, hand-made redirects and decoding), with and without writing each as a capture; in turns in one run.
/// </summary>
internal static class FetchThroughput
{
    private const int Hosts = 200;
    private const int Port = 18_190;
    private const int AtOnce = 16;

    /// <summary>Runs it: <c>fetch [--pages N] [--rounds N]</c>, or the server's part.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--serve"])
        {
            await ServeAsync();
            return 0;
        }

        var pages = Number(args, "--pages", 10_000);
        var rounds = Number(args, "--rounds", 3);
        using var server = Process.Start(new ProcessStartInfo("dotnet", [typeof(FetchThroughput).Assembly.Location, "fetch", "--serve"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            if (await server.StandardOutput.ReadLineAsync() != "ready")
            {
                throw new InvalidOperationException("The server did not start.");
            }

            await CompareAsync(pages, rounds);
        }
        finally
        {
            server.Kill();
        }

        return 0;
    }

    private static async Task CompareAsync(int pages, int rounds)
    {
        // Host names that the connection maps to loopback: the pool, the guard and the politeness see 200 hosts.
        using var plain = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All, MaxConnectionsPerServer = 1, UseProxy = false, ActivityHeadersPropagator = null,
            ConnectCallback = static (context, cancellation) => Open(cancellation),
        });
        using var ours = new PageFetcher(
            new FetchLimits(), new AddressGuard([IPNetwork.Parse("127.0.0.0/8")], new HashSet<int> { Port }), TimeProvider.System, static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), static async (_, cancellation) => await Open(cancellation));
        (string Name, Func<Uri, Task<int>> Fetch)[] ways =
        [
            ("HttpClient", async url => (await plain.GetByteArrayAsync(url)).Length),
            ("PageFetcher", async url => (await ours.FetchAsync(new FetchRequest(url), CancellationToken.None)).Body.Length),
            ("PageFetcher + capture", async url =>
            {
                var result = await ours.FetchAsync(new FetchRequest(url), CancellationToken.None);
                WarcCapture.Write(WarcCapture.Of(result, DateTimeOffset.UnixEpoch, null));
                return result.Body.Length;
            }),
        ];
        var best = new double[ways.Length];
        var wall = new double[ways.Length];
        var allocated = new long[ways.Length];
        Array.Fill(best, double.MaxValue);
        Array.Fill(wall, double.MaxValue);
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                var way = ways[i];
                var before = GC.GetTotalAllocatedBytes();
                var clock = Stopwatch.StartNew();
                var started = Process.GetCurrentProcess().TotalProcessorTime;
                long bytes = 0;
                await Parallel.ForAsync(0, round < 0 ? Math.Min(pages, 2000) : pages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (page, _) =>
                    Interlocked.Add(ref bytes, await way.Fetch(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://host{page % Hosts}.example:{Port}/{page}")))));
                if (round >= 0)
                {
                    best[i] = Math.Min(best[i], (Process.GetCurrentProcess().TotalProcessorTime - started).TotalMicroseconds / pages);
                    wall[i] = Math.Min(wall[i], clock.Elapsed.TotalSeconds);
                    allocated[i] = (GC.GetTotalAllocatedBytes() - before) / pages;
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pages} pages of {Hosts} hosts, {AtOnce} at once, best of {rounds} rounds"));
        Console.WriteLine("way                      pages/s   CPU us/page   bytes allocated/page   of HttpClient's rate, by CPU, by time");
        for (var i = 0; i < ways.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{ways[i].Name,-22} {pages / wall[i],9:0} {best[i],13:0} {allocated[i],22:N0} {best[0] / best[i],12:0.00} {wall[0] / wall[i],8:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident memory at the end: {Process.GetCurrentProcess().WorkingSet64 / 1_000_000} MB"));
    }

    private static async ValueTask<Stream> Open(CancellationToken cancellation) => await ConnectAsync(cancellation);

    private static async Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task ServeAsync()
    {
        var pages = RealPages.Load().Where(static (_, i) => i % 10 == 0).Select(static page => Compressed(page.Bytes)).ToList();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, Port, static listen => listen.Protocols = HttpProtocols.Http1));
        await using var server = builder.Build();
        server.Run(async context =>
        {
            var page = pages[int.Parse(context.Request.Path.Value.AsSpan(1), CultureInfo.InvariantCulture) % pages.Count];
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentLength = page.Length;
            await context.Response.Body.WriteAsync(page, context.RequestAborted);
        });
        await server.StartAsync();
        Console.WriteLine("ready");

        // The parent's end closes the pipe, however it ends.
        await Console.In.ReadToEndAsync();
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
