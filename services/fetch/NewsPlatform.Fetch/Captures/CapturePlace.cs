namespace NewsPlatform.Fetch.Captures;

/// <summary>Where the records of a capture lie: in a blob of its own, which is named as the capture is, or in one with others.</summary>
/// <param name="Blob">Key of the blob that several share; empty for a blob of its own.</param>
/// <param name="Start">Bytes before its records there.</param>
/// <param name="Length">Bytes of its records there.</param>
internal readonly record struct CapturePlace(string Blob, long Start, long Length)
{
    /// <summary>A blob of its own.</summary>
    public static CapturePlace Own { get; } = new("", 0, 0);

    /// <summary>Whether others lie in the blob, too.</summary>
    public bool IsShared => !string.IsNullOrEmpty(Blob);
}
