using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Commands;

/// <summary>One run of a command that talks to a server.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Server">Where to ask.</param>
/// <param name="Screen">Where to answer.</param>
/// <param name="Stop">Set by Ctrl+C.</param>
internal sealed record CommandRun(ParseResult Arguments, NewsServer Server, Screen Screen, CancellationToken Stop)
{
    /// <summary>The clock of waits and limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
