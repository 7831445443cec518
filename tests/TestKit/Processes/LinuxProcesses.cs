using System.Globalization;
using System.Runtime.InteropServices;

namespace NewsPlatform.TestKit.Processes;

/// <summary>What Linux tells about processes (proc(5)) and how it signals them.</summary>
internal static class LinuxProcesses
{
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigStop = 19;
    public const int SigContinue = 18;

    // USER_HZ, the unit of times in /proc, is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    /// <summary>Sends a signal to every process of a group.</summary>
    public static void SignalGroup(int group, int signal) => _ = Kill(-group, signal);

    /// <summary>All processes below one, the children before the grandchildren; not the process itself.</summary>
    public static List<int> Descendants(int pid)
    {
        var children = AllParents().ToLookup(pair => pair.Parent, pair => pair.Pid);
        var found = new List<int>(children[pid]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i]]);
        }

        return found;
    }

    /// <summary>Whether a process still runs; a dead one that nobody has waited for (a zombie) does not.</summary>
    public static bool IsRunning(int pid) => Stat(pid) is { } stat && stat[0] is not ("Z" or "X");

    /// <summary>User and system time that a process has used so far, or null when it is gone.</summary>
    public static TimeSpan? CpuTime(int pid)
    {
        // Fields 14 (utime) and 15 (stime), counted from field 3 (state).
        return Stat(pid) is { Length: > 12 } stat
            ? TimeSpan.FromSeconds((long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture)) / TicksPerSecond)
            : null;
    }

    /// <summary>User and system time of a process and all below it, those that have ended included; null when it is gone.</summary>
    public static TimeSpan? TreeCpuTime(int pid) =>
        CpuTime(pid) is null ? null : TimeSpan.FromSeconds(Descendants(pid).Append(pid).Sum(WithEndedChildren));

    // Fields 14 to 17: utime, stime, and the same of children that were waited for.
    private static double WithEndedChildren(int pid) => Stat(pid) is { Length: > 14 } stat
        ? stat[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond
        : 0;

    /// <summary>Memory in use (VmRSS) in bytes, or null when the process is gone.</summary>
    public static long? ResidentBytes(int pid)
    {
        foreach (var line in ReadLines($"/proc/{pid}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }

        return null;
    }

    private static IEnumerable<(int Pid, int Parent)> AllParents()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)
                && Stat(pid) is { Length: > 1 } stat
                && int.TryParse(stat[1], CultureInfo.InvariantCulture, out var parent))
            {
                yield return (pid, parent);
            }
        }
    }

    /// <summary>The fields of /proc/PID/stat from the third (state) on: the second, the name, may hold anything.</summary>
    private static string[]? Stat(int pid)
    {
        var lines = ReadLines($"/proc/{pid}/stat");
        if (lines.Length == 0)
        {
            return null;
        }

        var line = lines[0];
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process ended between being listed and being read.
            return [];
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
