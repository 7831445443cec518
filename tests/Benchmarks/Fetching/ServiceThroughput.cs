using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;
using Npgsql;

namespace NewsPlatform.Benchmarks.Fetching;

/// <summary>
/// The whole of Fetch in a process of its own, with nothing behind it: pages submitted by gRPC, hosts leased, robots.txt obeyed, captures in
/// flushed files, rows and traces in SQLite or PostgreSQL, announcements on the in-memory bus. Beside it, in turns of the same run, a plain HttpClient loop.
/// </summary>
internal static class ServiceThroughput
{
    private const int Hosts = 200;
    private const int AtOnce = 16;
    private const int WarmUp = 1000;

    // As many as one call takes.
    private const int Batch = 1000;

    /// <summary>Runs it over so many pages, each new.</summary>
    public static async Task<int> RunAsync(int pages, bool postgres)
    {
        await using var server = postgres ? await PostgresService.StartAsync() : null;
        var rows = server is null ? null : await server.CreateDatabaseAsync();
        var folder = ScratchFolder.Create("fetch");
        var (http, grpc) = (FreePort.Next(), FreePort.Next());
        await using var service = await ServiceProcess.StartAsync("services/fetch/NewsPlatform.Fetch", http, environment: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Server__HttpPort"] = http.ToString(CultureInfo.InvariantCulture),
            ["Server__GrpcPort"] = grpc.ToString(CultureInfo.InvariantCulture),
            ["Server__DataFolder"] = folder,
            ["Database__Provider"] = postgres ? "postgres" : "sqlite",
            ["Database__ConnectionString"] = rows ?? "",
            ["Fetch__AllowedNetworks"] = "127.0.0.0/8",
            ["Fetch__HostInterval"] = "0s",
            // Nobody ends them.
            ["Fetch__MaxUnsettled"] = "1000000",
            ["Fetch__AnnounceAgainAfter"] = "1d",
            ["Logging__LogLevel__NewsPlatform"] = "Warning",
        });
        await service.WaitUntilHealthyAsync();
        using var channel = GrpcChannel.ForAddress(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{grpc}"));
        var fetch = new FetchService.FetchServiceClient(channel);
        await using DbConnection database = rows is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "fetch.db")};Mode=ReadOnly")
            : new NpgsqlConnection(rows + ";Search Path=fetch");

        using var plain = FetchThroughput.Plain();
        await LoopAsync(plain, 0, WarmUp);
        await FetchAsync(fetch, database, 0, WarmUp, static _ => { });
        var (alone, loop) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await LoopAsync(plain, WarmUp, Math.Min(pages, 10_000));
        var limit = (Process.GetCurrentProcess().TotalProcessorTime - loop).TotalMicroseconds / Math.Min(pages, 10_000);
        var limitRate = Math.Min(pages, 10_000) / alone.Elapsed.TotalSeconds;

        var (clock, cpu, serverCpu) = (Stopwatch.StartNew(), service.CpuTime!.Value, server?.CpuTime);
        await FetchAsync(fetch, database, WarmUp, pages, done =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {done,7} pages after {clock.Elapsed.TotalSeconds,5:0} s: resident {service.ResidentBytes / 1_000_000} MB")));
        var used = (service.CpuTime!.Value - cpu).TotalMicroseconds / pages;
        var rate = pages / clock.Elapsed.TotalSeconds;
        Console.WriteLine("way                      pages/s   CPU us/page   of HttpClient's rate, by CPU, by time");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"HttpClient             {limitRate,9:0} {limit,13:0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Fetch                  {rate,9:0} {used,13:0} {limit / used,12:0.00} {rate / limitRate,8:0.00}"));
        if (server?.CpuTime - serverCpu is { } spent)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL beside it   {rate,9:0} {spent.TotalMicroseconds / pages,13:0}"));
        }

        ScratchFolder.Delete(folder);
        return 0;
    }

    private static Task LoopAsync(HttpClient plain, int from, int pages) =>
        Parallel.ForAsync(from, from + pages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (page, cancellation) => await plain.GetByteArrayAsync(new Uri(UrlOf(page)), cancellation));

    private static async Task FetchAsync(FetchService.FetchServiceClient fetch, DbConnection database, int from, int pages, Action<int> progress)
    {
        var step = Math.Max(Batch, pages / 10);
        var next = step;
        for (var asked = 0; asked < pages;)
        {
            var some = Enumerable.Range(from + asked, Math.Min(Batch, pages - asked)).Select(UrlOf);
            await fetch.SubmitUrlsAsync(new SubmitUrlsRequest { Urls = { some }, Lane = Lane.Live });
            asked = Math.Min(pages, asked + Batch);
            // Two batches ahead of what is fetched, so that no worker waits for this.
            for (var done = -1L; done < asked - (asked < pages ? Batch : 0); await Task.Delay(200))
            {
                done = await database.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM page WHERE state > 1") - from;
                if (done >= next)
                {
                    progress(next);
                    next += step;
                }
            }
        }
    }

    private static string UrlOf(int page) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.1.{1 + (page % Hosts)}:{PackedPages.Port}/web/{page}");
}
