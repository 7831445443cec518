using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Crawling.Warc;

/// <summary>One record of an archive.</summary>
/// <param name="Version">"1.1", "1.0" or an older version as written.</param>
/// <param name="Headers">Named fields in order, values trimmed.</param>
/// <param name="Content">The block.</param>
public sealed record WarcRecord(string Version, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether the block was larger than the reader's bound and is left out.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>WARC-Type, in lower case; empty when missing.</summary>
    public string Type => Header("WARC-Type")?.ToLowerInvariant() ?? "";

    /// <summary>WARC-Target-URI without the angle brackets that WARC 1.0 files have around it.</summary>
    public string? TargetUri => Header("WARC-Target-URI")?.Trim('<', '>');

    /// <summary>The first field of that name in any case, or null.</summary>
    public string? Header(string name) => HeaderFields.First(Headers, name);
}
