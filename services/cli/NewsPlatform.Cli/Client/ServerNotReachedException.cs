namespace NewsPlatform.Cli.Client;

/// <summary>No server answered for a service: the message names the addresses and what to do.</summary>
internal sealed class ServerNotReachedException(string message) : Exception(message);
