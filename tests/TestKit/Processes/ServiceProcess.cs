using System.Net;

namespace NewsPlatform.TestKit.Processes;

/// <summary>One of the product's own hosts, run as a separate process from its build output.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const int LinesInMessages = 80;

    private readonly ChildProcess process;
    private readonly HttpClient http;

    private ServiceProcess(ChildProcess process, string name, int httpPort)
    {
        this.process = process;
        Name = name;
        Address = new Uri($"http://127.0.0.1:{httpPort}");
        http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
    }

    /// <summary>The assembly's name.</summary>
    public string Name { get; }

    /// <summary>The operating system's process id.</summary>
    public int Id => process.Id;

    /// <summary>Where the host answers HTTP/1.1, its health checks among others.</summary>
    public Uri Address { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The exit code (128 + signal for a killed one), or null while it runs.</summary>
    public int? ExitCode => process.ExitCode;

    /// <summary>The last 2,000 lines of its standard output and standard error.</summary>
    public string Output => process.Output();

    /// <summary>User and system time used so far; null when it has ended.</summary>
    public TimeSpan? CpuTime => LinuxProcesses.CpuTime(process.Id);

    /// <summary>Resident memory in bytes; null when it has ended.</summary>
    public long? ResidentBytes => LinuxProcesses.ResidentBytes(process.Id);

    /// <summary>Starts a host and returns at once; <see cref="WaitUntilHealthyAsync"/> waits until it serves.</summary>
    /// <param name="projectFolder">Folder of its project below the repository's root, for example <c>services/fetch/NewsPlatform.Fetch</c>.</param>
    /// <param name="httpPort">The port on which its health checks answer; the arguments or the environment must set it, too.</param>
    /// <param name="arguments">Command line.</param>
    /// <param name="environment">Variables on top of the test's own; null removes one.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    /// <exception cref="FileNotFoundException">The project is not built in the configuration that the test runs in.</exception>
    public static Task<ServiceProcess> StartAsync(
        string projectFolder,
        int httpPort,
        IReadOnlyList<string>? arguments = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        CancellationToken cancellationToken = default) =>
        StartAssemblyAsync(BuildOutput.Assembly(projectFolder), httpPort, arguments, environment, cancellationToken);

    /// <summary>As <see cref="StartAsync"/>, for an assembly that lies elsewhere than a build leaves it.</summary>
    public static Task<ServiceProcess> StartAssemblyAsync(
        string assembly,
        int httpPort,
        IReadOnlyList<string>? arguments = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        CancellationToken cancellationToken = default) =>
        StartProgramAsync(Path.GetFileNameWithoutExtension(assembly), "dotnet", [assembly, .. arguments ?? []], httpPort, environment, cancellationToken);

    /// <summary>Starts any program that answers health checks.</summary>
    internal static async Task<ServiceProcess> StartProgramAsync(
        string name,
        string program,
        IReadOnlyList<string> arguments,
        int httpPort,
        IReadOnlyDictionary<string, string?>? environment = null,
        CancellationToken cancellationToken = default)
    {
        var started = await ChildProcess.StartAsync(program, arguments, environment, ScratchFolder.Create("host"), cancellationToken);
        return new ServiceProcess(started, name, httpPort);
    }

    /// <summary>Waits until <c>/healthz</c> answers 200.</summary>
    /// <param name="timeout">The limit; 60 s unless told.</param>
    /// <param name="path">The health check to ask.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <exception cref="InvalidOperationException">The host ended, or did not become healthy in time; the message holds its last output.</exception>
    public async Task WaitUntilHealthyAsync(TimeSpan? timeout = null, string path = "/healthz", CancellationToken cancellationToken = default)
    {
        var last = "no answer";
        try
        {
            await Wait.UntilAsync(
                async token =>
                {
                    if (process.HasExited)
                    {
                        throw Failed($"ended with code {process.ExitCode} before it was healthy");
                    }

                    (var healthy, last) = await AskAsync(path, token);
                    return healthy;
                },
                $"{Name} to be healthy",
                timeout ?? TimeSpan.FromSeconds(60),
                cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw Failed($"is not healthy at {new Uri(Address, path)} ({last}). {error.Message}");
        }
    }

    /// <summary>SIGKILL: no handler of the host runs. Returns when it is gone.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => process.KillAsync(cancellationToken);

    /// <summary>SIGSTOP: the host keeps its connections and answers nothing.</summary>
    public void Freeze() => process.Signal(LinuxProcesses.SigStop);

    /// <summary>SIGCONT: the end of <see cref="Freeze"/>.</summary>
    public void Thaw() => process.Signal(LinuxProcesses.SigContinue);

    /// <summary>SIGTERM, as an orchestrator asks a host to stop.</summary>
    /// <param name="timeout">How long it may take; 30 s unless told.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">It still ran at the limit; it has been killed then.</exception>
    public async Task<int> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        process.Signal(LinuxProcesses.SigTerm);
        if (await process.WaitForExitAsync(limit, cancellationToken) is { } code)
        {
            return code;
        }

        await process.KillAsync(cancellationToken);
        throw Failed($"still ran {limit.TotalSeconds:0.#} s after SIGTERM");
    }

    /// <summary>Waits for a host that ends by itself.</summary>
    /// <exception cref="InvalidOperationException">It still runs at the limit.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        await process.WaitForExitAsync(timeout, cancellationToken) ?? throw Failed($"still runs after {timeout.TotalSeconds:0.#} s");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }

    private async Task<(bool Healthy, string Answer)> AskAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return (response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, error.Message);
        }
    }

    private InvalidOperationException Failed(string what) =>
        new($"{Name} {what}. Its last output:\n{process.Output(LinesInMessages)}");
}
