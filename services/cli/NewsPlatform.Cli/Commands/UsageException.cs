namespace NewsPlatform.Cli.Commands;

/// <summary>The command line asks for something that cannot be done: the message says what, and what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
