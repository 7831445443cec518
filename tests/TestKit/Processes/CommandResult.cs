namespace NewsPlatform.TestKit.Processes;

/// <summary>What a program that ran to its end left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>This result, if the program succeeded.</summary>
    /// <exception cref="InvalidOperationException">The exit code is not 0; the message holds both outputs.</exception>
    public CommandResult EnsureSuccess(string what) => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{what} ended with code {ExitCode}.\n{Error}\n{Output}".TrimEnd());
}
