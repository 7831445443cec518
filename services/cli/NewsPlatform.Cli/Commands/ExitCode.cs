namespace NewsPlatform.Cli.Commands;

/// <summary>What <c>news</c> tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All of it was done.</summary>
    public const int Done = 0;

    /// <summary>Some items failed; each is explained on standard error or in its own output line.</summary>
    public const int SomeFailed = 1;

    /// <summary>The command line, a file named on it or a value in it cannot be used.</summary>
    public const int WrongUse = 2;

    /// <summary>No server answered.</summary>
    public const int ServerNotReached = 3;
}
