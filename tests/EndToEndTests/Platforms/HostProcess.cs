using Grpc.Net.Client;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>A host of the product as a process that can be killed and started again at the same ports, and its clients.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly string projectFolder;
    private readonly int httpPort = FreePort.Next();
    private readonly int grpcPort = FreePort.Next();
    private readonly IReadOnlyList<string> settings;
    private readonly IReadOnlyDictionary<string, string?>? environment;
    private readonly GrpcChannel channel;
    private ServiceProcess? process;
    private string before = "";

    private HostProcess(string projectFolder, IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?>? environment)
    {
        this.projectFolder = projectFolder;
        this.settings = settings;
        this.environment = environment;
        channel = GrpcChannel.ForAddress(GrpcAddress, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20, MaxSendMessageSize = 64 << 20 });
        Fetch = new FetchService.FetchServiceClient(channel);
        Clean = new CleanService.CleanServiceClient(channel);
        Enrich = new EnrichService.EnrichServiceClient(channel);
        Store = new StoreService.StoreServiceClient(channel);
    }

    /// <summary>The name of its project.</summary>
    public string Name => Path.GetFileName(projectFolder);

    public Uri GrpcAddress => new($"http://127.0.0.1:{grpcPort}");

    public Uri HttpAddress => new($"http://127.0.0.1:{httpPort}/");

    public FetchService.FetchServiceClient Fetch { get; }

    public CleanService.CleanServiceClient Clean { get; }

    public EnrichService.EnrichServiceClient Enrich { get; }

    public StoreService.StoreServiceClient Store { get; }

    public bool HasExited => process is not { HasExited: false };

    public long? ResidentBytes => process?.ResidentBytes;

    /// <summary>What it wrote last, in all its lives.</summary>
    public string Output => before + process?.Output;

    /// <summary>Starts a host and waits until it is ready to work.</summary>
    public static async Task<HostProcess> StartAsync(string projectFolder, IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var host = new HostProcess(projectFolder, settings, environment);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await process!.KillAsync();
        var output = Output;
        before = (output.Length > 20_000 ? output[^20_000..] : output) + $"\n---- {Name} was killed ----\n";
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>Starts it again after a kill, with the same settings and ports, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        process = await ServiceProcess.StartAsync(projectFolder, httpPort, [.. settings, "--http", $"{httpPort}", "--grpc", $"{grpcPort}"], environment);
        await process.WaitUntilHealthyAsync(TimeSpan.FromSeconds(90), "/readyz");
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync() => process!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }
}
