using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Offline;

/// <summary>Input lines to output lines, in order, over all cores.</summary>
internal static class LineRun
{
    // Each failure stands in the output; standard error shows where to look.
    private const int MaxNotes = 10;

    public static async Task<int> RunAsync(
        Screen screen, string items, Stream source, Stream target, int threads, Func<InputLine, CancellationToken, LineResult> work, CancellationToken stop)
    {
        var failures = 0;
        await ProgressBar.RunAsync(screen, items, total: target is BufferedStream { UnderlyingStream: FileStream { CanSeek: true } } ? null : 1, tick => Task.Run(
            () =>
            {
                OrderedWork.Run(
                    LineReader.Read(source),
                    threads,
                    work,
                    result =>
                    {
                        Write(target, result.Line);
                        Note(result.Error, ref failures);
                        tick();
                    },
                    stop);
                return true;
            },
            CancellationToken.None));
        if (failures > MaxNotes)
        {
            Screen.Note($"{Printable.Number(failures)} {items} in all could not be used; each has its \"error\" in the output");
        }

        return failures == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    /// <summary>Writes to a file or to standard output, whose reader may have gone.</summary>
    public static void Write(Stream target, ReadOnlyMemory<byte> line)
    {
        try
        {
            target.Write(line.Span);
        }
        catch (IOException exception)
        {
            throw new OutputClosedException(exception);
        }
    }

    private static void Note(string? error, ref int failures)
    {
        if (error is not null && ++failures <= MaxNotes)
        {
            Screen.Note(error);
        }
    }
}
