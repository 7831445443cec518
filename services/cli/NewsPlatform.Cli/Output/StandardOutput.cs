using Microsoft.Win32.SafeHandles;

namespace NewsPlatform.Cli.Output;

/// <summary>Standard output as a stream that notices when its reader has gone.</summary>
internal static class StandardOutput
{
    private const int FileDescriptor = 1;

    /// <summary>
    /// The console's own stream swallows EPIPE, so that <c>news watch | head -1</c> would run for ever. A file stream
    /// over the descriptor throws instead; on a file it would ignore the position shared with other writers, so
    /// there the console's stream is right.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var direct = new FileStream(new SafeFileHandle(FileDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}
