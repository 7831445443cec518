using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using NewsPlatform.Benchmarks.Pipeline;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.Benchmarks.Idle;

/// <summary>
/// What the platform takes while it has nothing to do but know when it will: the four hosts over RabbitMQ and PostgreSQL with
/// many sources, each polled once and due again tomorrow. Also what one poll of a quiet feed costs, its robots.txt included.
/// </summary>
internal static class IdleCost
{
    private const string Usage = "usage: idle [--sources 10000] [--seconds 60]";

    public static async Task<int> RunAsync(string[] args)
    {
        var (sources, seconds) = (10_000, 60);
        for (var i = 0; i < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--sources" when i + 1 < args.Length: sources = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--seconds" when i + 1 < args.Length: seconds = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                default: Console.Error.WriteLine(Usage); return 2;
            }
        }

        await using var server = await FeedServer.StartAsync(FreePort.Next());
        await using var run = await PipelineRun.StartServicesAsync(1, published: false, new Dictionary<string, string?>(StringComparer.Ordinal));
        using var channel = GrpcChannel.ForAddress(run.Fetch);
        var fetch = new FetchService.FetchServiceClient(channel);

        run.Mark();
        await Parallel.ForAsync(0, sources, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, token) =>
            await fetch.CreateSourceAsync(
                new CreateSourceRequest { Source = new Source { Url = server.UrlOf(number), Kind = SourceKind.Feed, Interval = Duration.FromTimeSpan(TimeSpan.FromDays(1)) } },
                cancellationToken: token));
        var clock = Stopwatch.StartNew();
        long polled;
        while ((polled = await run.CountAsync("SELECT COUNT(*) FROM source WHERE last_success > 0")) < sources && clock.Elapsed < TimeSpan.FromMinutes(15))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var filling = run.CpuSinceMark().First().Cpu;
        Console.WriteLine($"{polled} of {sources} sources added and polled once: {filling.TotalMilliseconds / sources:0.00} ms of fetch's CPU each");

        // What the first polls left behind (compilation, connections) is over by then.
        await Task.Delay(TimeSpan.FromSeconds(15));
        run.Mark();
        var before = BusyTime();
        var own = Process.GetCurrentProcess().TotalProcessorTime;
        clock.Restart();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var took = clock.Elapsed;
        var machine = BusyTime() - before - (Process.GetCurrentProcess().TotalProcessorTime - own);
        Console.WriteLine($"{seconds} s with nothing due:");
        foreach (var (name, cpu) in run.CpuSinceMark())
        {
            Console.WriteLine($"  {name,-10}{cpu / took,8:P2} of a processor");
        }

        Console.WriteLine($"  {"machine",-10}{machine / took,8:P2} (with broker and database, and whatever else ran on it)");
        return polled == sources ? 0 : 1;
    }

    // proc(5): user, nice, system, idle, iowait, irq, softirq, steal of all processors, in hundredths of a second.
    private static TimeSpan BusyTime()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds(new[] { 1, 2, 3, 6, 7 }.Sum(at => long.Parse(fields[at], CultureInfo.InvariantCulture)) / 100.0);
    }
}
