namespace NewsPlatform.Crawling.Compression;

/// <summary>How a bounded decompression ended.</summary>
internal enum DecodeStatus
{
    /// <summary>The end marker of the format was reached.</summary>
    Done,

    /// <summary>The input ended before the format's end marker.</summary>
    Truncated,

    /// <summary>The input is not of the format, or its checksum is wrong.</summary>
    Invalid,

    /// <summary>The output would exceed the caller's bound.</summary>
    TooLarge,
}

/// <summary>The result of a bounded decompression: what was decoded before it ended.</summary>
internal readonly record struct DecodedBytes(DecodeStatus Status, byte[] Bytes);
