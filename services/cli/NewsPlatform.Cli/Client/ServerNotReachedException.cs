namespace NewsPlatform.Cli.Client;

/// <summary>No server answered for a service: the message names the addresses and what to do.</summary>
/// <param name="cause">Which addresses failed, and how.</param>
internal sealed class ServerNotReachedException(string cause) : Exception(
    $"{cause}. Start a server with `dotnet run --project services/standalone/NewsPlatform.Standalone`, "
    + "or name one with --server ADDRESS (its gRPC port, 8081 by default) or the variable NEWS_SERVER.")
{
    /// <summary>The first part of the message alone.</summary>
    public string Cause { get; } = cause;
}
