using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Offline;

/// <summary>Where the lines of an offline command go.</summary>
internal static class OutputFile
{
    /// <summary>A new file; standard output for null and <c>-</c>.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static Stream Open(string? path)
    {
        try
        {
            return new BufferedStream(path is null or "-" ? StandardOutput.Open() : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1), 64 * 1024);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be written ({exception.Message})");
        }
    }
}
