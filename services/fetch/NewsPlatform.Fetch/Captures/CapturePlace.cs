namespace NewsPlatform.Fetch.Captures;

/// <summary>Where the records of a capture lie.</summary>
/// <param name="Blob">Key of the blob, which others may share; empty for one that is named as the capture is.</param>
/// <param name="Start">Bytes before its records there.</param>
/// <param name="Length">Bytes of its records there.</param>
internal readonly record struct CapturePlace(string Blob, long Start, long Length)
{
    /// <summary>All of the blob that is named as the capture is: that of earlier versions, and of what was written anew.</summary>
    public static CapturePlace Own { get; } = new("", 0, 0);

    /// <summary>Whether it says in which blob.</summary>
    public bool IsNamed => !string.IsNullOrEmpty(Blob);
}
