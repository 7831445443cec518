using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Crawling.Warc;

/// <summary>The HTTP answer inside a capture.</summary>
/// <remarks>That of a revisit record has no body; <see cref="Record"/> says which record has it.</remarks>
/// <param name="TargetUri">The address that answered, or null when the record does not say.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Header fields in order; those that do not describe the body as it stands in the record have the prefix "X-Archive-Orig-".</param>
/// <param name="Body">The body: decoded as <see cref="CaptureReader.ReadPayload"/> gives it.</param>
public sealed record CapturePayload(string? TargetUri, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as it stands in the record: as it was sent, or decoded in captures of earlier versions.</summary>
    public ReadOnlyMemory<byte> Stored { get; init; }

    /// <summary>The record that holds it, as a revisit record would refer to it.</summary>
    public WarcOriginal? Record { get; init; }

    /// <summary>Whether it stands in a revisit record: its body is that of another record.</summary>
    public bool IsRevisit { get; init; }

    /// <summary>The first field of that name in any case, or null.</summary>
    public string? Header(string name) => HeaderFields.First(Headers, name);
}
