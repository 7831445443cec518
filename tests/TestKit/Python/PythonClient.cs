using System.Collections.Concurrent;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.TestKit.Python;

/// <summary>
/// A subscriber in another language: runs Python scripts that see the product only through its protos, gRPC (grpcio)
/// and AMQP (pika), with Debian's own Python and packages.
/// </summary>
public sealed class PythonClient
{
    private const string Interpreter = "/usr/bin/python3";
    private const string Plugin = "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin";
    private static readonly TimeSpan GenerateTimeout = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, Lazy<Task<PythonClient>>> Clients = new(StringComparer.Ordinal);

    private readonly string stubs;

    private PythonClient(string stubs) => this.stubs = stubs;

    /// <summary>A client with the stubs of the product's protos; they are generated once a process.</summary>
    /// <exception cref="InvalidOperationException">The packages are absent and cannot be installed, or a proto is wrong.</exception>
    public static Task<PythonClient> CreateAsync() => CreateAsync(RepositoryRoot.At("protos"));

    /// <summary>A client with the stubs of the protos in a folder and of the well-known ones of the repository.</summary>
    /// <param name="protos">Folder that the protos' import paths start from.</param>
    public static Task<PythonClient> CreateAsync(string protos) =>
        Clients.GetOrAdd(Path.GetFullPath(protos), folder => new Lazy<Task<PythonClient>>(() => GenerateAsync(folder))).Value;

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script's text; it may import the stubs (<c>from newsplatform.events.v1 import ..._pb2</c>).</param>
    /// <param name="arguments"><c>sys.argv[1:]</c>.</param>
    /// <param name="timeout">The limit after which it is killed; 60 s unless told.</param>
    /// <param name="cancellationToken">Kills it early.</param>
    public Task<CommandResult> RunAsync(string script, IReadOnlyList<string>? arguments = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Command.RunAsync(
            Interpreter,
            ["-", .. arguments ?? []],
            timeout ?? TimeSpan.FromSeconds(60),
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PYTHONPATH"] = stubs,
                ["PYTHONDONTWRITEBYTECODE"] = "1",
                ["PYTHONIOENCODING"] = "utf-8",
            },
            script,
            stubs,
            cancellationToken);

    private static async Task<PythonClient> GenerateAsync(string protos)
    {
        await DebianPackages.EnsureAsync(DebianPackages.Python, CancellationToken.None);
        var thirdParty = RepositoryRoot.At("protos", "third_party");
        var generated = ScratchFolder.Create("python");
        string[] files = [.. ProtosIn(protos, except: thirdParty), .. ProtosIn(thirdParty, except: null)];
        var result = await Command.RunAsync(
            "/usr/bin/protoc",
            ["-I", protos, "-I", thirdParty, "-I", "/usr/include", "--python_out=" + generated, "--grpc_python_out=" + generated, Plugin, .. files],
            GenerateTimeout);
        result.EnsureSuccess("protoc");
        return new PythonClient(generated);
    }

    private static IEnumerable<string> ProtosIn(string folder, string? except) =>
        Directory.EnumerateFiles(folder, "*.proto", SearchOption.AllDirectories)
            .Where(path => except is null || !path.StartsWith(except + "/", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal);
}
