using System.Diagnostics;
using Npgsql;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Services;

/// <summary>A real PostgreSQL server for tests, empty at first, with faults to order.</summary>
public sealed class PostgresService : IAsyncDisposable
{
    private const string User = "newsplatform";
    private const string Password = "newsplatform-test";

    // What a server survives when its processes are killed while the machine lives on: written pages are with the
    // kernel, so fsync and full page writes may be off. synchronous_commit must stay on: a commit that only lies in
    // the server's own memory would be lost, and a test would blame the product. random_page_cost as in docker-compose.yml.
    internal static readonly string[] Settings = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=on", "-c", "max_connections=300", "-c", "random_page_cost=1.1"];

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly IServer server;
    private readonly int port;
    private int databases;

    private PostgresService(IServer server, ServiceMode mode, int port)
    {
        this.server = server;
        this.port = port;
        Mode = mode;
    }

    /// <summary>How it runs.</summary>
    public ServiceMode Mode { get; }

    /// <summary>The address, user and password, with the superuser's own database. Kept over a restart.</summary>
    public string ConnectionString => ConnectionStringFor("postgres");

    /// <summary>CPU time of the server so far; null where it cannot be told, as in a container.</summary>
    public TimeSpan? CpuTime => server.CpuTime;

    /// <summary>How long the last start took until the server answered a query.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="mode">How to run it; chosen by <see cref="TestServices"/> unless told.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    public static async Task<PostgresService> StartAsync(ServiceMode? mode = null, CancellationToken cancellationToken = default)
    {
        var chosen = mode ?? await TestServices.ChooseAsync(TestServices.PostgresImage);
        var free = FreePort.Next();
        IServer backend = chosen == ServiceMode.Process
            ? new PostgresProcess(free, User, Password)
            : new ContainerServer(
                TestServices.PostgresImage,
                new Dictionary<int, int> { [5432] = free },
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["POSTGRES_USER"] = User,
                    ["POSTGRES_PASSWORD"] = Password,
                    ["POSTGRES_INITDB_ARGS"] = "--no-sync --encoding=UTF8 --locale=C.UTF-8",
                },
                ["postgres", .. Settings]);
        var service = new PostgresService(backend, chosen, free);
        try
        {
            await service.BringUpAsync(cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL for all the server's processes. Connections break; what was committed is there after <see cref="RestartAsync"/>.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => server.KillAsync(cancellationToken);

    /// <summary>Starts it again, killing it first if it runs: same data, same address. Returns when it answers.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (await server.IsRunningAsync(cancellationToken))
        {
            await server.KillAsync(cancellationToken);
        }

        await BringUpAsync(cancellationToken);
    }

    /// <summary>Creates an empty database of its own for a test.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(WithoutPool(ConnectionString));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionStringFor(name);
    }

    /// <summary>What the server wrote last.</summary>
    public Task<string> OutputAsync(CancellationToken cancellationToken = default) => server.OutputAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await server.StartAsync(cancellationToken);
        await Readiness.WaitAsync(server, "PostgreSQL", AnswersAsync, StartTimeout, cancellationToken);
        StartTime = Stopwatch.GetElapsedTime(started);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(WithoutPool(ConnectionString) + ";Timeout=3");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }

    private string ConnectionStringFor(string database) =>
        $"Host={server.Host};Port={port};Username={User};Password={Password};Database={database};Include Error Detail=true";

    private static string WithoutPool(string connectionString) => connectionString + ";Pooling=false";
}
