namespace NewsPlatform.Cli.Output;

/// <summary>The answer cannot be written.</summary>
internal sealed class OutputException(IOException cause) : Exception($"the output cannot be written ({cause.Message})", cause)
{
    // Linux and macOS; the framework passes errno on as it is.
    private const int BrokenPipe = 32;

    /// <summary>The reader has gone, as of <c>news list | head</c>: there is nobody left to work for.</summary>
    public bool ReaderHasGone => InnerException!.HResult == BrokenPipe;
}
