namespace NewsPlatform.Cli.Output;

/// <summary>The reader of standard output has gone: there is nobody left to work for.</summary>
internal sealed class OutputClosedException(IOException cause) : Exception(cause.Message, cause);
