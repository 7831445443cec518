using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.TestKit;

namespace NewsPlatform.Benchmarks.Fetching;

/// <summary>
/// Fetches real pages of 200 hosts from a server in another process with a plain HttpClient that decodes them, with the fetcher as the
/// service uses it (guard, bounds, hand-made redirects and decoding), with making each a capture, with keeping that in a file that is
/// flushed to the disk, and with keeping it as the service does, in one with what is ready at the same time; in turns in one run, for pages as the web packs them and for pages that are not packed. With
/// <c>--service</c>, the whole of Fetch instead (<see cref="ServiceThroughput"/>).
/// </summary>
internal static class FetchThroughput
{
    private const int Hosts = 200;
    private const int AtOnce = 16;

    /// <summary>Runs it: <c>fetch [--pages N] [--rounds N] [--codings web,none,gzip,br]</c>, <c>fetch --service [--pages N] [--postgres]</c>, or the server's part.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--serve"])
        {
            await PackedPages.ServeAsync();
            return 0;
        }

        using var server = await PackedPages.StartAsync();
        if (args is ["--service", ..])
        {
            return await ServiceThroughput.RunAsync(Number(args, "--pages", 10_000), args.Contains("--postgres"));
        }

        foreach (var coding in (Value(args, "--codings") ?? "web,none").Split(','))
        {
            await CompareAsync(coding, Number(args, "--pages", 10_000), Number(args, "--rounds", 3));
        }

        return 0;
    }

    /// <summary>The number behind a name.</summary>
    public static int Number(string[] args, string name, int otherwise) => Value(args, name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Fetches with a plain HttpClient, which knows no guard and no bound.</summary>
    public static HttpClient Plain() => new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All, MaxConnectionsPerServer = 1, UseProxy = false, ActivityHeadersPropagator = null,
        ConnectCallback = static (context, cancellation) => Open(cancellation),
    });

    private static async Task CompareAsync(string coding, int pages, int rounds)
    {
        // Host names that the connection maps to loopback: the pool, the guard and the politeness see 200 hosts.
        using var plain = Plain();
        using var ours = new PageFetcher(
            new FetchLimits(), new AddressGuard([IPNetwork.Parse("127.0.0.0/8")], new HashSet<int> { PackedPages.Port }), TimeProvider.System, static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), static async (_, cancellation) => await Open(cancellation));
        var buffers = new ConcurrentBag<MemoryStream>();
        var folder = ScratchFolder.Create("captures");
        var files = new Hosting.Blobs.FileBlobStore(folder);
        await using var shared = new Fetch.Captures.CaptureBlobs(files);
        (string Name, Func<Uri, Task> Fetch)[] ways =
        [
            ("HttpClient", async url => await plain.GetByteArrayAsync(url)),
            ("PageFetcher", async url => await ours.FetchAsync(new FetchRequest(url), CancellationToken.None)),
            ("PageFetcher + capture", url => KeepAsync(url, static (_, _) => Task.CompletedTask)),
            ("PageFetcher + file", url => KeepAsync(url, (key, records) => files.WriteAsync(key, records, CancellationToken.None))),
            ("PageFetcher + shared", url => KeepAsync(url, (key, records) => shared.WriteAsync(key, records, CancellationToken.None))),
        ];

        // As the service does: the content names it, and buffers serve again.
        async Task KeepAsync(Uri url, Func<string, ReadOnlyMemory<byte>, Task> keep)
        {
            var capture = WarcCapture.Of(await ours.FetchAsync(new FetchRequest(url), CancellationToken.None), DateTimeOffset.UnixEpoch, "allowed: no rule");
            buffers.TryTake(out var buffer);
            buffer ??= new MemoryStream();
            buffer.SetLength(0);
            WarcCapture.Write(capture, buffer);
            await keep(capture.ContentDigest[7..47], buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            buffers.Add(buffer);
        }

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
                await Parallel.ForAsync(0, round < 0 ? Math.Min(pages, 2000) : pages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (page, _) =>
                    await way.Fetch(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://host{page % Hosts}.example:{PackedPages.Port}/{coding}/{page}"))));
                if (round >= 0)
                {
                    best[i] = Math.Min(best[i], (Process.GetCurrentProcess().TotalProcessorTime - started).TotalMicroseconds / pages);
                    wall[i] = Math.Min(wall[i], clock.Elapsed.TotalSeconds);
                    allocated[i] = (GC.GetTotalAllocatedBytes() - before) / pages;
                }
            }
        }

        ScratchFolder.Delete(folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pages} pages ({coding}) of {Hosts} hosts, {AtOnce} at once, best of {rounds} rounds"));
        Console.WriteLine("way                      pages/s   CPU us/page   bytes allocated/page   of HttpClient's rate, by CPU, by time");
        for (var i = 0; i < ways.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{ways[i].Name,-22} {pages / wall[i],9:0} {best[i],13:0} {allocated[i],22:N0} {best[0] / best[i],12:0.00} {wall[0] / wall[i],8:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident memory at the end: {Process.GetCurrentProcess().WorkingSet64 / 1_000_000} MB"));
    }

    private static async ValueTask<Stream> Open(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, PackedPages.Port), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
