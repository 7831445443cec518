using System.Collections.Concurrent;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Node;

/// <summary>A package of the npm registry, installed into a folder outside the repository: tools of others that check what the product makes.</summary>
public static class NodePackage
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);
    private static readonly ConcurrentDictionary<string, Lazy<(string? Folder, string Reason)>> Installed = new(StringComparer.Ordinal);

    /// <summary>The folder that holds <c>node_modules</c> with the package.</summary>
    /// <param name="name">Name of the package.</param>
    /// <param name="version">Its exact version.</param>
    /// <exception cref="InvalidOperationException">It is absent and cannot be installed.</exception>
    public static string FolderOf(string name, string version) => Find(name, version) is { Folder: { } folder } found ? folder : throw new InvalidOperationException(Find(name, version).Reason);

    /// <summary>Why tests with the package must be skipped, said once on standard error; null when it is there.</summary>
    /// <param name="name">Name of the package.</param>
    /// <param name="version">Its exact version.</param>
    public static string? SkipReason(string name, string version) => Find(name, version) is { Folder: null } found ? found.Reason : null;

    /// <summary>Runs a script beside the package, so that it finds it.</summary>
    /// <param name="folder">What <see cref="FolderOf"/> gave.</param>
    /// <param name="script">Text of an ECMAScript module.</param>
    /// <param name="arguments">What stands in <c>process.argv</c> from index 2.</param>
    public static Task<CommandResult> RunAsync(string folder, string script, params string[] arguments) =>
        Command.RunAsync("node", ["--input-type=module", "-", .. arguments], TimeSpan.FromMinutes(1), input: script, workingDirectory: folder);

    private static (string? Folder, string Reason) Find(string name, string version) =>
        Installed.GetOrAdd($"{name}@{version}", package => new Lazy<(string?, string)>(() => Install(package))).Value;

    private static (string? Folder, string Reason) Install(string package)
    {
        // Kept from run to run, and made complete by a rename: of two test projects that install it at once, one wins.
        var folder = Path.Combine(Path.GetTempPath(), "newsplatform-node-" + package.Replace('/', '-'));
        if (Directory.Exists(folder))
        {
            return (folder, "");
        }

        var making = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():n}").FullName;
        try
        {
            // Discovery of tests cannot wait asynchronously; it has no synchronization context to block.
            var result = Command.RunAsync(
                "npm", ["install", package, "--no-audit", "--no-fund", "--ignore-scripts", "--no-save"], InstallTimeout, workingDirectory: making).GetAwaiter().GetResult();
            if (result.ExitCode != 0)
            {
                return Skipped(package, result.Error);
            }

            if (!Directory.Exists(folder))
            {
                Directory.Move(making, folder);
            }

            return (folder, "");
        }
        catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception or TimeoutException)
        {
            return Directory.Exists(folder) ? (folder, "") : Skipped(package, exception.Message);
        }
    }

    private static (string? Folder, string Reason) Skipped(string package, string why)
    {
        var reason = $"the npm package {package} cannot be installed: {why.Trim().Split('\n')[0]}";
        Console.Error.WriteLine("SKIPPED TESTS: " + reason);
        return (null, reason);
    }
}
