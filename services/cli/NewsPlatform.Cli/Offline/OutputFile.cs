using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Offline;

/// <summary>Where the lines of an offline command go.</summary>
internal static class OutputFile
{
    /// <summary>A new file; standard output for null and <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">What is read meanwhile: writing there would destroy it.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static LineSink Open(string? path, string? input) => new(OpenStream(path, input));

    /// <summary>The same as a stream.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static Stream OpenStream(string? path, string? input)
    {
        if (path is null or "-")
        {
            return StandardOutput.Open();
        }

        if (input is not null && Path.GetFullPath(input) == Path.GetFullPath(path))
        {
            throw new UsageException($"{path}: is the input; write the output to another file.");
        }

        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be written ({exception.Message})");
        }
    }
}
