namespace NewsPlatform.TestKit.Web;

/// <summary>One request that a <see cref="TestWeb"/> received.</summary>
/// <param name="At">When its head had been read.</param>
/// <param name="Method">The method, upper case.</param>
/// <param name="Host">The Host header, with a port if it had one.</param>
/// <param name="Path">The path as sent, still percent-encoded.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Headers">All headers, names without regard to case; values of a repeated one joined by commas.</param>
/// <param name="Body">The body, at most 1 MB of it.</param>
public sealed record TestRequest(
    DateTimeOffset At,
    string Method,
    string Host,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body);
