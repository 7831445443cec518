using NewsPlatform.Cli.Commands;
using NewsPlatform.Extraction.Sites.Rules;

namespace NewsPlatform.Cli.Offline;

/// <summary>Files of site rules on the command line.</summary>
internal static class RuleFiles
{
    /// <summary>The files that a person means by a file or a folder.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"{path}: there is no such file or folder");
        }

        var files = Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".json" or ".jsonc").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new UsageException($"{path}: holds no .json or .jsonc files");
    }

    /// <summary>Reads a file: its rules, or what is wrong with it.</summary>
    public static (SiteRules? Rules, IReadOnlyList<string> Faults) Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > SiteRules.MaxBytes)
            {
                return (null, [$"{file}: has more than {SiteRules.MaxBytes} bytes"]);
            }

            return SiteRules.TryParse(File.ReadAllText(file), out var rules, out var errors)
                ? (rules, [])
                : (null, [.. errors.Select(error => FormattableString.Invariant($"{file}:{error.Line}:{error.Column}: {error.Message}"))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, [$"{file}: {exception.Message}"]);
        }
    }

    /// <summary>Reads all rules.</summary>
    /// <exception cref="UsageException">One of the files is wrong.</exception>
    public static SiteRuleSet ReadAll(string path)
    {
        var read = Find(path).Select(Read).ToList();
        var faults = read.SelectMany(one => one.Faults).ToList();
        return faults.Count == 0 ? new(read.Select(one => one.Rules!)) : throw new UsageException(string.Join("; ", faults));
    }
}
