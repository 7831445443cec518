using Microsoft.Extensions.Logging;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Clean.Sites;

/// <summary>The files of the folder <see cref="CleanOptions.SiteRules"/>.</summary>
internal sealed class SiteRulesFolder : IDisposable
{
    private const int MaxFiles = 5_000;

    private readonly string folder;
    private readonly ILogger<SiteRulesFolder> log;
    private readonly FileSystemWatcher? watcher;
    private readonly SemaphoreSlim changed = new(0, 1);
    private Dictionary<string, FileState> files = new(StringComparer.Ordinal);
    private bool missing;

    public SiteRulesFolder(CleanOptions options, ILogger<SiteRulesFolder> log)
    {
        (folder, this.log) = (options.SiteRules, log);
        if (folder.Length > 0)
        {
            watcher = Watch(folder);
        }
    }

    /// <summary>The rules that its files hold, the last right ones of each file.</summary>
    public IReadOnlyList<HeldRules> Rules { get; private set; } = [];

    /// <summary>Reads the files that have changed.</summary>
    /// <returns>Whether other rules hold now.</returns>
    public bool Read()
    {
        if (folder.Length == 0)
        {
            return false;
        }

        var found = Files();
        var next = new Dictionary<string, FileState>(StringComparer.Ordinal);
        var others = found.Count != files.Count;
        foreach (var file in found)
        {
            var stamp = (file.LastWriteTimeUtc.Ticks, file.Length);
            if (files.TryGetValue(file.FullName, out var before) && before.Stamp == stamp)
            {
                next[file.FullName] = before;
                continue;
            }

            var rules = Read(file) ?? before?.Rules;
            next[file.FullName] = new(stamp, rules);
            others |= before is null || rules?.Rules.Version != before.Rules?.Rules.Version;
        }

        files = next;
        Rules = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value.Rules).OfType<HeldRules>()];
        return others;
    }

    /// <summary>Waits until a file has changed, or for a time.</summary>
    public Task ChangeAsync(TimeSpan atMost, CancellationToken cancellationToken) => changed.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        watcher?.Dispose();
        changed.Dispose();
    }

    private List<FileInfo> Files()
    {
        try
        {
            var found = new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Extension is ".json" or ".jsonc").Take(MaxFiles).ToList();
            missing = false;
            return found;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A mount that is away takes no rules with it.
            if (!missing)
            {
                missing = true;
                log.RulesWrong(folder, fault.Message);
            }

            return [.. files.Keys.Select(path => new FileInfo(path)).Where(file => file.Exists)];
        }
    }

    private HeldRules? Read(FileInfo file)
    {
        try
        {
            if (file.Length > SiteRules.MaxBytes)
            {
                log.RulesWrong(file.FullName, $"the file has {file.Length} bytes; at most {SiteRules.MaxBytes} are read");
                return null;
            }

            if (SiteRules.TryParse(File.ReadAllText(file.FullName), out var rules, out var errors))
            {
                return new(rules, true, new DateTimeOffset(file.LastWriteTimeUtc).ToMicros());
            }

            log.RulesWrong(file.FullName, string.Join("; ", errors));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.RulesWrong(file.FullName, fault.Message);
        }

        return null;
    }

    private FileSystemWatcher? Watch(string path)
    {
        try
        {
            var watching = new FileSystemWatcher(path);
            watching.Changed += (_, _) => Tell();
            watching.Created += (_, _) => Tell();
            watching.Deleted += (_, _) => Tell();
            watching.Renamed += (_, _) => Tell();
            watching.EnableRaisingEvents = true;
            return watching;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // Not there yet, or no more watches to be had: the rhythm will do.
            log.RulesWrong(path, fault.Message);
            return null;
        }
    }

    private void Tell()
    {
        try
        {
            changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is known already.
        }
        catch (ObjectDisposedException)
        {
            // The process is stopping.
        }
    }

    private sealed record FileState((long Time, long Length) Stamp, HeldRules? Rules);
}
