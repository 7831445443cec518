using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Services;

/// <summary>Makes sure that what runs as a child process is installed; the list of packages is in debian-packages.sh.</summary>
internal static class DebianPackages
{
    public const string Broker = "broker";
    public const string Database = "database";
    public const string Python = "python";

    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(10);

    /// <exception cref="InvalidOperationException">They are absent and cannot be installed; the message says what to install.</exception>
    public static async Task EnsureAsync(string group, CancellationToken cancellationToken)
    {
        var script = RepositoryRoot.At("tests", "TestKit", "Services", "debian-packages.sh");
        var result = await Command.RunAsync("bash", [script, group], InstallTimeout, cancellationToken: cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.Error.Trim());
        }
    }
}
