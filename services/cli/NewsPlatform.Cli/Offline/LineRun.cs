using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Offline;

/// <summary>Input lines to output lines, in order, over all cores.</summary>
internal static class LineRun
{
    // Each failure stands in the output; standard error shows where to look.
    private const int MaxNotes = 10;

    /// <param name="screen">For progress and notes.</param>
    /// <param name="items">What the lines are, for people.</param>
    /// <param name="input">File, or <c>-</c>.</param>
    /// <param name="output">File; null and <c>-</c> for standard output.</param>
    /// <param name="threads">How many lines at once.</param>
    /// <param name="work">Makes the output line of an input line.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<int> RunAsync(
        Screen screen, string items, string input, string? output, int threads, Func<InputLine, CancellationToken, LineResult> work, CancellationToken stop)
    {
        await using var source = LineReader.Open(input);
        using var target = OutputFile.Open(output, input);
        var failures = 0;
        // Lines on the terminal are progress enough.
        await ProgressBar.RunAsync(screen, items, total: output is null or "-" ? 1 : null, tick => Task.Run(
            () =>
            {
                OrderedWork.Run(
                    LineReader.Read(source),
                    threads,
                    work,
                    result =>
                    {
                        target.Write(result.Line.Span);
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

    private static void Note(string? error, ref int failures)
    {
        if (error is not null && ++failures <= MaxNotes)
        {
            Screen.Note(error);
        }
    }
}
