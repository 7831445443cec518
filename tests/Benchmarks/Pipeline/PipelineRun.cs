using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;
using Npgsql;

namespace NewsPlatform.Benchmarks.Pipeline;

/// <summary>The processes under load.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private readonly List<(string Name, ServiceProcess Process)> hosts = [];
    private readonly List<(string Name, Func<TimeSpan?> Cpu)> servers = [];
    private readonly Dictionary<string, TimeSpan> marks = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> owned = [];
    private readonly string folder = ScratchFolder.Create("load");
    private string? postgres;
    private bool published;

    private PipelineRun()
    {
    }

    /// <summary>gRPC address of Fetch.</summary>
    public Uri Fetch { get; private set; } = new("http://127.0.0.1");

    /// <summary>A process that has ended, or null.</summary>
    public ServiceProcess? Dead => hosts.Select(h => h.Process).FirstOrDefault(p => p.HasExited);

    /// <summary>Takes a setting as a command line gives it, <c>Section:Name=value</c>, as the variable that hosts read it from.</summary>
    public static void Set(Dictionary<string, string?> settings, string assignment)
    {
        var at = assignment.IndexOf('=', StringComparison.Ordinal);
        settings[assignment[..at].Replace(":", "__", StringComparison.Ordinal)] = assignment[(at + 1)..];
    }

    public static async Task<PipelineRun> StartServicesAsync(int replicas, bool published, IReadOnlyDictionary<string, string?> settings)
    {
        var run = new PipelineRun { published = published };
        var broker = await RabbitMqService.StartAsync();
        run.owned.Add(broker);
        var database = await PostgresService.StartAsync();
        run.owned.Add(database);
        run.servers.Add(("broker", () => broker.CpuTime));
        run.servers.Add(("database", () => database.CpuTime));
        run.postgres = await database.CreateDatabaseAsync();
        Console.WriteLine($"broker and database: {broker.Mode}, {database.Mode}");
        var common = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Bus__Transport"] = "rabbitmq",
            ["Bus__Uri"] = broker.AmqpUri.AbsoluteUri,
            ["Database__Provider"] = "postgres",
            ["Database__ConnectionString"] = run.postgres + ";Maximum Pool Size=20",
        };
        foreach (var service in new[] { "Fetch", "Clean", "Enrich", "Store" })
        {
            for (var i = 0; i < (service == "Fetch" ? 1 : replicas); i++)
            {
                await run.AddAsync($"services/{service.ToLowerInvariant()}/NewsPlatform.{service}", service.ToLowerInvariant() + (replicas > 1 ? $" {i + 1}" : ""), common, settings);
            }
        }

        return run;
    }

    public static async Task<PipelineRun> StartStandaloneAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var run = new PipelineRun();
        await run.AddAsync("services/standalone/NewsPlatform.Standalone", "standalone", new Dictionary<string, string?>(StringComparer.Ordinal), settings, "--no-demo");
        return run;
    }

    /// <summary>Counts CPU time from now.</summary>
    public void Mark()
    {
        foreach (var (name, process) in hosts)
        {
            marks[name] = process.CpuTime ?? TimeSpan.Zero;
        }

        foreach (var (name, cpu) in servers)
        {
            marks[name] = cpu() ?? TimeSpan.Zero;
        }
    }

    /// <summary>CPU time of each process since the mark.</summary>
    public IEnumerable<(string Name, TimeSpan Cpu)> CpuSinceMark() => hosts.Select(h => (h.Name, (h.Process.CpuTime ?? TimeSpan.Zero) - marks[h.Name]));

    /// <summary>CPU time of broker and database since the mark, where it can be told.</summary>
    public IEnumerable<(string Name, TimeSpan Cpu)> ServerCpuSinceMark() =>
        servers.Where(s => s.Cpu() is not null).Select(s => (s.Name, s.Cpu()!.Value - marks[s.Name]));

    /// <summary>Resident bytes of each process.</summary>
    public IReadOnlyDictionary<string, long> Resident() => hosts.ToDictionary(h => h.Name, h => h.Process.ResidentBytes ?? 0, StringComparer.Ordinal);

    /// <summary>Pages with an outcome.</summary>
    public Task<long> SettledAsync() => CountAsync("SELECT COUNT(*) FROM page WHERE outcome > 1 AND state = 3");

    /// <summary>A number of Fetch's: asked of the database, so that the asking costs the services nothing.</summary>
    public async Task<long> CountAsync(string sql)
    {
        if (postgres is not null)
        {
            await using var connection = new NpgsqlConnection(postgres + ";Search Path=fetch");
            return await connection.ExecuteScalarAsync<long>(sql);
        }

        await using var file = new SqliteConnection($"Data Source={Path.Combine(folder, "standalone", "fetch.db")};Mode=ReadOnly");
        return await file.ExecuteScalarAsync<long>(sql);
    }

    /// <summary>Numbers of Fetch's, one a row. Of the four hosts only.</summary>
    public async Task<IReadOnlyList<double>> ListAsync(string sql, object parameters)
    {
        await using var connection = new NpgsqlConnection(postgres + ";Search Path=fetch");
        return (await connection.QueryAsync<double>(sql, parameters)).AsList();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in hosts)
        {
            await process.DisposeAsync();
        }

        hosts.Clear();
        foreach (var thing in owned)
        {
            await thing.DisposeAsync();
        }

        owned.Clear();
        ScratchFolder.Delete(folder);
    }

    // What lies there may be of another day.
    private static string Published(string service, string project)
    {
        var program = RepositoryRoot.At("artifacts", "publish", service, Path.GetFileName(project) + ".dll");
        return File.Exists(program) && File.GetLastWriteTimeUtc(program) >= File.GetLastWriteTimeUtc(BuildOutput.Assembly(project))
            ? program
            : throw new FileNotFoundException($"{program} is not there, or older than the build: run deploy/publish {service}.", program);
    }

    private async Task AddAsync(
        string project, string name, IReadOnlyDictionary<string, string?> common, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var (http, grpc) = (FreePort.Next(), FreePort.Next());
        var environment = new Dictionary<string, string?>(common, StringComparer.Ordinal)
        {
            ["Server__HttpPort"] = http.ToString(CultureInfo.InvariantCulture),
            ["Server__GrpcPort"] = grpc.ToString(CultureInfo.InvariantCulture),
            ["Server__DataFolder"] = Path.Combine(folder, name.Split(' ')[0]),
            ["Logging__LogLevel__NewsPlatform"] = "Warning",
        };
        if (name is "fetch" or "standalone")
        {
            environment["Fetch__AllowedNetworks"] = "127.0.0.0/8";
            environment["Fetch__HostInterval"] = "0s";
            Fetch = new Uri($"http://127.0.0.1:{grpc}");
        }

        if (name.StartsWith("clean", StringComparison.Ordinal))
        {
            environment["Peers__Fetch"] = Fetch.AbsoluteUri;
        }

        foreach (var (key, value) in settings.Where(s => name == "standalone" || !s.Key.StartsWith("Fetch__", StringComparison.Ordinal) || name == "fetch"))
        {
            environment[key] = value;
        }

        var program = published ? Published(name.Split(' ')[0], project) : BuildOutput.Assembly(project);
        var process = await ServiceProcess.StartAssemblyAsync(program, http, arguments, environment);
        hosts.Add((name, process));
        await process.WaitUntilHealthyAsync();
    }
}
