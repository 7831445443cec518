using System.Diagnostics;
using System.Globalization;

namespace NewsPlatform.TestKit.Processes;

/// <summary>
/// A process that dies with the test process: a shell stands between the two and kills the child's process group
/// when its standard input closes, which happens even if the test process is killed by SIGKILL.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // setsid gives the child a process group of its own, so that one signal reaches all that it starts. The child
    // tells its process id before it becomes the program. `cat` ends when the test process is gone. The shell waits
    // for the child, so a killed child is reaped and its id is free for the lock files of the next start. The kill is
    // tried again because the group is not there yet in the first moments.
    internal const string Watchdog = """
        exec 3<&0
        setsid sh -c 'echo $$; exec "$@"' sh "$@" </dev/null 3<&- &
        child=$!
        { cat <&3; until kill -s KILL -- -$child; do kill -0 $child || break; sleep 0.1; done; } >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait $child
        code=$?
        kill $watcher
        exit $code
        """;

    private readonly Process shell;
    private readonly OutputRing output = new();
    private readonly Task[] reading;

    private ChildProcess(Process shell, int id, string name)
    {
        this.shell = shell;
        Id = id;
        Name = name;
        reading = [output.ReadToEndAsync(shell.StandardOutput), output.ReadToEndAsync(shell.StandardError)];
    }

    /// <summary>The operating system's id of the program itself, not of the shell before it.</summary>
    public int Id { get; }

    public string Name { get; }

    public bool HasExited => shell.HasExited;

    /// <summary>The exit code (128 + signal for a killed one), or null while it runs.</summary>
    public int? ExitCode => shell.HasExited ? shell.ExitCode : null;

    public static async Task<ChildProcess> StartAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null,
        CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var argument in (IEnumerable<string>)["sh", "-c", Watchdog, "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var first = await started.StandardOutput.ReadLineAsync(cancellationToken);
        if (!int.TryParse(first, CultureInfo.InvariantCulture, out var id))
        {
            throw new InvalidOperationException($"{program} did not start: {first}{await started.StandardError.ReadToEndAsync(cancellationToken)}");
        }

        return new ChildProcess(started, id, Path.GetFileName(program));
    }

    /// <summary>The last lines of standard output and standard error, as they came.</summary>
    public string Output(int lastLines = int.MaxValue) => output.Text(lastLines);

    public void Signal(int signal) => LinuxProcesses.Signal(Id, signal);

    /// <summary>SIGKILL for the program and all it started; returns when all are gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        // Listed before the kill: what outlives its parent is handed to init and can no longer be found. Servers such
        // as PostgreSQL give each worker a session of its own, so the group alone would miss them.
        var below = LinuxProcesses.Descendants(Id);
        LinuxProcesses.SignalGroup(Id, LinuxProcesses.SigKill);
        foreach (var pid in below)
        {
            LinuxProcesses.Signal(pid, LinuxProcesses.SigKill);
        }

        await shell.WaitForExitAsync(cancellationToken);
        await Wait.UntilAsync(() => !below.Exists(LinuxProcesses.IsRunning), $"all processes of {Name} to be gone", cancellationToken: cancellationToken);
    }

    /// <summary>Waits for the end; the exit code, or null when it still runs after the time.</summary>
    public async Task<int?> WaitForExitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await shell.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        // What was written last is still on its way; a grandchild that keeps the pipe open must not hold us up.
        await Task.WhenAny(Task.WhenAll(reading), Task.Delay(TimeSpan.FromSeconds(1), cancellationToken));
        return shell.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!shell.HasExited)
        {
            await KillAsync();
        }

        shell.Dispose();
    }
}
