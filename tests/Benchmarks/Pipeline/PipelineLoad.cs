using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>
/// The load driver: real pages from a local server through the whole pipeline, as the four hosts over RabbitMQ and
/// PostgreSQL, or as the standalone host. Says how many articles a second, what CPU time each process took a page and how
/// its memory went. <c>--published</c> takes the four hosts as deploy/publish leaves them for images, in place of the build's output.
/// </summary>
internal static class PipelineLoad
{
    private const string Usage =
        "usage: pipeline [--mode services|standalone] [--pages 10000] [--hosts 50] [--replicas 1] [--published] [--setting Section:Name=value]...";

    public static async Task<int> RunAsync(string[] args)
    {
        var (mode, pages, hosts, replicas) = ("services", 10_000, 50, 1);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        var published = args.Contains("--published");
        args = [.. args.Where(a => a != "--published")];
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--mode" when value is "services" or "standalone": mode = value; break;
                case "--pages": pages = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--hosts": hosts = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--replicas": replicas = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--setting" when value.Contains('='): PipelineRun.Set(settings, value); break;
                default: Console.Error.WriteLine(Usage); return 2;
            }
        }

        if (published && mode != "services")
        {
            Console.Error.WriteLine("--published is for --mode services");
            return 2;
        }

        var real = RealPages.Load();
        Console.WriteLine($"{real.Count} real pages, {real.Average(p => p.Bytes.Length) / 1024:0} KB on average, served as {pages} on {hosts} hosts");
        var before = await ParseCost.MeasureAsync(real);
        await using var server = await PageServer.StartAsync(real, FreePort.Next(), hosts);
        await using var run = mode == "services" ? await PipelineRun.StartServicesAsync(replicas, published, settings) : await PipelineRun.StartStandaloneAsync(settings);
        using var channel = GrpcChannel.ForAddress(run.Fetch, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 });
        var fetch = new FetchService.FetchServiceClient(channel);

        var clock = Stopwatch.StartNew();
        var own = Process.GetCurrentProcess().TotalProcessorTime;
        run.Mark();
        for (var at = 0; at < pages; at += 2000)
        {
            var request = new SubmitUrlsRequest { Lane = Lane.Live };
            request.Urls.AddRange(Enumerable.Range(at, Math.Min(2000, pages - at)).Select(server.UrlOf));
            await fetch.SubmitUrlsAsync(request);
        }

        var memory = new MemoryLog(run);
        var (last, told) = (0L, TimeSpan.Zero);
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            memory.Note();
            last = await run.SettledAsync();
            if (last == pages || clock.Elapsed - told >= TimeSpan.FromSeconds(5))
            {
                told = clock.Elapsed;
                Console.WriteLine($"{told.TotalSeconds,6:0} s  {last,6} settled  {last / told.TotalSeconds,6:0.0}/s  {memory.Line}");
            }

            if (run.Dead is { } dead)
            {
                Console.Error.WriteLine($"{dead.Name} ended:\n{dead.Output}");
                return 1;
            }
        }
        while (last < pages && clock.Elapsed < TimeSpan.FromMinutes(20));

        var took = clock.Elapsed;
        var outcomes = await CountAsync(fetch);
        Console.WriteLine();
        Console.WriteLine($"{mode}: {last} of {pages} pages settled in {took.TotalSeconds:0.0} s, {last / took.TotalSeconds:0.0} pages/s, {outcomes[Outcome.Stored] / took.TotalSeconds:0.0} articles/s");
        Console.WriteLine($"outcomes: {string.Join(", ", outcomes.Where(o => o.Value > 0).Select(o => $"{o.Key.ToString().ToLowerInvariant()} {o.Value}"))}");
        foreach (var reason in await ReasonsAsync(fetch))
        {
            Console.WriteLine($"  {reason}");
        }

        Console.WriteLine("process                 CPU s   ms/page   RSS MB at 1/4, 1/2, 3/4, end");
        var used = run.CpuSinceMark().ToList();
        foreach (var (name, cpu) in used)
        {
            Console.WriteLine($"{name,-22}{cpu.TotalSeconds,7:0.0}{cpu.TotalMilliseconds / pages,10:0.00}   {memory.Quarters(name)}");
        }

        var servers = run.ServerCpuSinceMark().ToList();
        foreach (var (name, cpu) in servers)
        {
            Console.WriteLine($"{name,-22}{cpu.TotalSeconds,7:0.0}{cpu.TotalMilliseconds / pages,10:0.00}");
        }

        var driver = Process.GetCurrentProcess().TotalProcessorTime - own;
        Console.WriteLine($"{"page server + driver",-22}{driver.TotalSeconds,7:0.0}{driver.TotalMilliseconds / pages,10:0.00}");
        var all = used.Concat(servers).Sum(u => u.Cpu.TotalMilliseconds) + driver.TotalMilliseconds;
        Console.WriteLine($"{"together",-22}{all / 1000,7:0.0}{all / pages,10:0.00}");

        // Both before and after, because a rented machine changes its speed from minute to minute.
        await run.DisposeAsync();
        var after = await ParseCost.MeasureAsync(real);
        var parse = (before + after) / 2;
        Console.WriteLine(
            $"parse alone: {before:0.00} ms/page before, {after:0.00} after; a page costs the services {used.Sum(u => u.Cpu.TotalMilliseconds) / pages / parse:0.0} parses, " +
            $"all processors' time of the run (broker, database, page server, what was idle) is {took.TotalMilliseconds * Environment.ProcessorCount / pages / parse:0.0}");
        return last == pages ? 0 : 1;
    }

    // Why pages were not stored, the commonest first.
    private static async Task<IEnumerable<string>> ReasonsAsync(FetchService.FetchServiceClient fetch)
    {
        var reasons = new List<string>();
        foreach (var outcome in new[] { Outcome.Duplicate, Outcome.Rejected, Outcome.Excluded, Outcome.Failed })
        {
            var answer = await fetch.ListTracesAsync(new ListTracesRequest { PageSize = 1000, Outcome = outcome });
            reasons.AddRange(answer.Traces.Select(t => $"{outcome.ToString().ToLowerInvariant()} {t.ReasonCode}: {(t.Reason.Length > 100 ? t.Reason[..100] : t.Reason)}"));
        }

        return reasons.GroupBy(r => r, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Take(8).Select(g => $"{g.Count(),5} of the first thousand: {g.Key}");
    }

    private static async Task<Dictionary<Outcome, int>> CountAsync(FetchService.FetchServiceClient fetch)
    {
        var counts = Enum.GetValues<Outcome>().ToDictionary(o => o, _ => 0);
        var request = new ListTracesRequest { PageSize = 1000 };
        do
        {
            var answer = await fetch.ListTracesAsync(request);
            foreach (var trace in answer.Traces)
            {
                counts[trace.Outcome]++;
            }

            request.PageToken = answer.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return counts;
    }
}
