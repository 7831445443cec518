using System.Globalization;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Node;

/// <summary>A local server that speaks the protocol of S3 (s3rver), with one bucket. It knows one key; signatures of version 4 it does not verify.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The package.</summary>
    public const string Package = "s3rver";

    /// <summary>Its version.</summary>
    public const string Version = "3.7.1";

    /// <summary>The bucket.</summary>
    public const string Bucket = "news";

    /// <summary>The only key that it knows, access and secret.</summary>
    public const string Key = "S3RVER";

    private readonly int port;
    private readonly string folder;
    private ChildProcess process;

    private S3Server(int port, string folder, ChildProcess process) => (this.port, this.folder, this.process) = (port, folder, process);

    /// <summary>Where it is.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{port}");

    /// <summary>Files of the bucket, as it keeps them.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path.Combine(folder, Bucket)) ? Directory.GetFiles(Path.Combine(folder, Bucket), "*._S3rver_object", SearchOption.AllDirectories) : [];

    /// <summary>Waits until there are so many: it says that a blob is written when it has read it, and makes the file after that.</summary>
    public Task KeepsAsync(int files) => Wait.UntilAsync(() => Files.Count == files, $"{files} files in the bucket");

    /// <summary>Starts one; returns when it answers.</summary>
    public static async Task<S3Server> StartAsync()
    {
        var (port, folder) = (FreePort.Next(), ScratchFolder.Create("s3"));
        var server = new S3Server(port, folder, await StartAsync(port, folder));
        await server.AnswersAsync();
        return server;
    }

    /// <summary>Stops answering.</summary>
    public Task StopAsync() => process.KillAsync();

    /// <summary>Answers again, with what it had.</summary>
    public async Task StartAgainAsync()
    {
        await process.DisposeAsync();
        process = await StartAsync(port, folder);
        await AnswersAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static Task<ChildProcess> StartAsync(int port, string folder) => ChildProcess.StartAsync(
        "node",
        [Path.Combine(NodePackage.FolderOf(Package, Version), "node_modules", Package, "bin", "s3rver.js"), "--directory", folder, "--address", "127.0.0.1",
            "--port", port.ToString(CultureInfo.InvariantCulture), "--configure-bucket", Bucket, "--no-vhost-buckets"]);

    private async Task AnswersAsync()
    {
        using var http = new HttpClient();
        try
        {
            await Wait.UntilAsync(
                async token =>
                {
                    try
                    {
                        using var answer = await http.GetAsync(Endpoint, token);
                        return true;
                    }
                    catch (HttpRequestException)
                    {
                        return false;
                    }
                },
                "the S3 server to answer");
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message}\n{process.Output(40)}", fault);
        }
    }
}
