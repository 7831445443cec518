using System.Globalization;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Services;

/// <summary>PostgreSQL from Debian's packages as a child process.</summary>
internal sealed class PostgresProcess(int port, string user, string password) : IServer
{
    private static readonly TimeSpan InitTimeout = TimeSpan.FromMinutes(2);

    private readonly string folder = ScratchFolder.Create("postgres");
    private ChildProcess? process;

    public string Host => "127.0.0.1";

    public TimeSpan? CpuTime => process is null ? null : LinuxProcesses.TreeCpuTime(process.Id);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await DebianPackages.EnsureAsync(DebianPackages.Database, cancellationToken);
        var binaries = NewestBinaries();
        var data = Path.Combine(folder, "data");
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await InitializeAsync(binaries, data, cancellationToken);
        }

        var (program, arguments) = AsDatabaseUser(Path.Combine(binaries, "postgres"),
            ["-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", .. PostgresService.Settings]);
        process = await ChildProcess.StartAsync(program, arguments, workingDirectory: folder, cancellationToken: cancellationToken);
    }

    public Task KillAsync(CancellationToken cancellationToken) => process?.KillAsync(cancellationToken) ?? Task.CompletedTask;

    public Task<bool> IsRunningAsync(CancellationToken cancellationToken) => Task.FromResult(process is { HasExited: false });

    public Task<string> OutputAsync(CancellationToken cancellationToken) => Task.FromResult(process?.Output(80) ?? "");

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        ScratchFolder.Delete(folder);
    }

    private async Task InitializeAsync(string binaries, string data, CancellationToken cancellationToken)
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password + "\n", cancellationToken);
        if (Environment.IsPrivilegedProcess)
        {
            (await Command.RunAsync("chown", ["-R", "postgres:", folder], InitTimeout, cancellationToken: cancellationToken)).EnsureSuccess("chown");
        }

        var (program, arguments) = AsDatabaseUser(Path.Combine(binaries, "initdb"),
            ["-D", data, "-U", user, "--auth=scram-sha-256", "--pwfile=" + secret, "--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8"]);
        (await Command.RunAsync(program, arguments, InitTimeout, workingDirectory: folder, cancellationToken: cancellationToken)).EnsureSuccess("initdb");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static (string Program, IReadOnlyList<string> Arguments) AsDatabaseUser(string program, IReadOnlyList<string> arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments])
            : (program, arguments);

    private static string NewestBinaries() =>
        Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(path => (Path: Path.Combine(path, "bin"), Version: int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0))
            .Where(found => File.Exists(Path.Combine(found.Path, "postgres")))
            .MaxBy(found => found.Version)
            .Path;
}
