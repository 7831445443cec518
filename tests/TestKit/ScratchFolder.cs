using System.Diagnostics;

namespace NewsPlatform.TestKit;

/// <summary>Temporary folders of this test process, deleted when it ends, however it ends.</summary>
public static class ScratchFolder
{
    // The janitor outlives the test process by two seconds: its standard input closes when the process is gone,
    // even by SIGKILL, and by then the servers' own watchdogs have killed what still wrote there.
    private const string JanitorScript = "exec >/dev/null 2>&1; cat; sleep 2; rm -rf -- \"$1\"";

    private static readonly Lazy<(string Root, Process Janitor)> Current = new(Create);

    /// <summary>A new empty folder that every user of the machine may enter (a database runs as its own user).</summary>
    public static string Create(string name)
    {
        var path = Path.Combine(Current.Value.Root, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Deletes a folder early; what cannot be deleted is left to the end of the process.</summary>
    public static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A dying server may still create a file; the janitor deletes the rest.
        }
    }

    private static (string Root, Process Janitor) Create()
    {
        var root = Path.Combine(Path.GetTempPath(), $"newsplatform-tests-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");
        Directory.CreateDirectory(root);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["sh", "-c", JanitorScript, "sh", root])
        {
            start.ArgumentList.Add(argument);
        }

        var janitor = Process.Start(start) ?? throw new InvalidOperationException("The janitor of temporary folders did not start.");
        return (root, janitor);
    }
}
