using System.Diagnostics;

namespace NewsPlatform.TestKit.Processes;

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    /// <summary>Runs a program and captures what it writes.</summary>
    /// <param name="program">Name on the path, or a path.</param>
    /// <param name="arguments">Command line.</param>
    /// <param name="timeout">The limit after which it is killed.</param>
    /// <param name="environment">Variables on top of the test's own; null removes one.</param>
    /// <param name="input">Text for standard input, which is empty unless told.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="cancellationToken">Kills it early.</param>
    /// <exception cref="TimeoutException">It was killed at the limit.</exception>
    public static async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan timeout,
        IReadOnlyDictionary<string, string?>? environment = null,
        string input = "",
        string? workingDirectory = null,
        CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await WriteAsync(process.StandardInput, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException canceled)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} was killed after {timeout.TotalSeconds:0.#} s.\n{await error}\n{await output}", canceled);
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }

    private static async Task WriteAsync(StreamWriter standardInput, string input, CancellationToken cancellationToken)
    {
        try
        {
            await standardInput.WriteAsync(input.AsMemory(), cancellationToken);
            standardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input; its exit code tells the rest.
        }
    }
}
