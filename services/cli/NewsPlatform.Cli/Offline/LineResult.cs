using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Offline;

/// <summary>The output line for an input line.</summary>
/// <param name="Line">With its line break.</param>
/// <param name="Error">Why the input could not be used; null when it was.</param>
internal sealed record LineResult(ReadOnlyMemory<byte> Line, string? Error)
{
    /// <summary>The line of an input that could not be used.</summary>
    /// <param name="id">As JSON.</param>
    /// <param name="error">Why.</param>
    public static LineResult Failure(string id, string error) => new(
        JsonLine.Of(json =>
        {
            json.WritePropertyName("id");
            json.WriteRawValue(id);
            json.WriteString("error", error);
        }),
        error);
}
