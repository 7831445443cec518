using System.Globalization;
using System.Text;
using Google.Protobuf;
using Grpc.Net.Client;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>
/// How long live pages take from being heard of until they are stored, alone and while a backfill of many pages runs, with
/// the four hosts over RabbitMQ and PostgreSQL and the politeness that they have by default.
/// </summary>
internal static class LiveLatency
{
    private const string Usage = "usage: latency [--urls 100000] [--hosts 50] [--seconds 90] [--setting Section:Name=value]...";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(string[] args)
    {
        var (urls, hosts, seconds) = (100_000, 50, 90);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Fetch__HostInterval"] = "2s" };
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--urls": urls = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--hosts": hosts = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--seconds": seconds = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--setting" when value.Contains('='): PipelineRun.Set(settings, value); break;
                default: Console.Error.WriteLine(Usage); return 2;
            }
        }

        await using var server = await PageServer.StartAsync(RealPages.Load(), FreePort.Next(), hosts);
        await using var run = await PipelineRun.StartServicesAsync(1, published: false, settings);
        using var channel = GrpcChannel.ForAddress(run.Fetch);
        var fetch = new FetchService.FetchServiceClient(channel);

        // Hot code first: else the second run would look better for being the second.
        await LiveAsync(fetch, server, 0, TimeSpan.FromSeconds(40), TimeSpan.FromMilliseconds(50));
        while (await run.CountAsync("SELECT COUNT(*) FROM page WHERE state <> 3") > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var alone = await MeasureAsync(run, fetch, server, 100_000, seconds);
        var stagesAlone = await StagesAsync(run, alone.Count);
        var backfill = await StartBackfillAsync(fetch, server, urls);
        await Task.Delay(TimeSpan.FromSeconds(20));
        var settled = await run.SettledAsync();
        run.Mark();
        var beside = await MeasureAsync(run, fetch, server, 200_000, seconds);
        var stagesBeside = await StagesAsync(run, beside.Count);
        var past = (await run.SettledAsync() - settled - beside.Count) / (double)seconds;
        var busy = run.CpuSinceMark().Sum(process => process.Cpu.TotalSeconds) / seconds;
        var state = await fetch.CancelBackfillAsync(new CancelBackfillRequest { Name = backfill });

        Console.WriteLine($"live pages, one every {Step.TotalMilliseconds:0} ms, from heard of to stored, in ms:");
        Console.WriteLine($"  {"",-40}{"pages",7}{"p50",9}{"p95",9}{"mean",9}");
        Show("alone", alone);
        Show($"beside a backfill of {urls} pages", beside);
        Console.WriteLine("  of those stored, the mean until:");
        foreach (var ((step, before), (_, with)) in stagesAlone.Zip(stagesBeside))
        {
            Console.WriteLine($"    {step,-12}{before,8:0} alone{with,8:0} beside");
        }

        Console.WriteLine($"  growth of the mean {(beside.Average() / alone.Average()) - 1:P0}; {past:0.0} pages/s of the backfill ({state.Total} read), services at {busy:0.00} of {Environment.ProcessorCount} processors");
        return 0;
    }

    private static async Task<IReadOnlyList<double>> MeasureAsync(PipelineRun run, FetchService.FetchServiceClient fetch, PageServer server, int first, int seconds)
    {
        var from = DateTimeOffset.UtcNow;
        var asked = await LiveAsync(fetch, server, first, TimeSpan.FromSeconds(seconds), Step);
        var parameters = new { from = from.ToUnixTimeMilliseconds() * 1000, lane = (long)Lane.Live };
        IReadOnlyList<double> all = [];
        for (var tries = 0; tries < 60 && all.Count < asked; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            all = await run.ListAsync("SELECT (settled - discovered) / 1000.0 FROM page WHERE lane = @lane AND discovered >= @from AND state = 3", parameters);
        }

        return [.. all.Order()];
    }

    // Each step's mean time since the page was heard of, over the live pages heard of last.
    private static async Task<IReadOnlyList<(string Step, double Time)>> StagesAsync(PipelineRun run, int pages)
    {
        const string Sql = """
            SELECT (s.time - p.discovered) / 1000.0 FROM page_step s
            JOIN (SELECT id, discovered FROM page WHERE lane = @lane AND state = 3 AND outcome = @outcome ORDER BY discovered DESC LIMIT @pages) p ON p.id = s.page
            WHERE s.step = @step
            """;
        var stages = new List<(string Step, double Time)>();
        foreach (var step in (string[])["fetched", "cleaned", "enriched", "stored"])
        {
            var times = await run.ListAsync(Sql, new { step, pages, lane = (long)Lane.Live, outcome = (long)Outcome.Stored });
            stages.Add((step, times.DefaultIfEmpty(double.NaN).Average()));
        }

        return stages;
    }

    private static async Task<int> LiveAsync(FetchService.FetchServiceClient fetch, PageServer server, int first, TimeSpan time, TimeSpan step)
    {
        using var timer = new PeriodicTimer(step);
        var count = (int)(time / step);
        for (var i = 0; i < count; i++)
        {
            await timer.WaitForNextTickAsync();
            await fetch.SubmitUrlAsync(new SubmitUrlRequest { Url = server.LiveUrlOf(first + i), Lane = Lane.Live });
        }

        return count;
    }

    private static async Task<string> StartBackfillAsync(FetchService.FetchServiceClient fetch, PageServer server, int urls)
    {
        var made = await fetch.CreateBackfillAsync(new CreateBackfillRequest
        {
            Backfill = new Backfill { Kind = Backfill.Types.Kind.List, Inputs = { new BackfillInput { Label = "past.txt" } } },
        });
        var list = new StringBuilder();
        for (var i = 0; i < urls; i++)
        {
            list.Append(server.UrlOf(i)).Append('\n');
        }

        var bytes = Encoding.ASCII.GetBytes(list.ToString());
        const int Part = 2 << 20;
        for (var at = 0; at < bytes.Length; at += Part)
        {
            var length = Math.Min(Part, bytes.Length - at);
            await fetch.UploadBackfillInputAsync(new UploadBackfillInputRequest
            {
                Name = made.Name, Offset = at, Data = ByteString.CopyFrom(bytes, at, length), Last = at + length == bytes.Length,
            });
        }

        return made.Name;
    }

    private static void Show(string what, IReadOnlyList<double> sorted) =>
        Console.WriteLine($"  {what,-40}{sorted.Count,7}{sorted[sorted.Count / 2],9:0}{sorted[(int)(sorted.Count * 0.95)],9:0}{sorted.Average(),9:0}");
}
