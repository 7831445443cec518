using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Fetch.Captures;

/// <summary>A capture whose bytes are kept: what its row will say.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Digest">Digest of its payload, as WARC-Payload-Digest.</param>
/// <param name="RefersTo">Id of the capture that has the payload; empty for one that has its own.</param>
/// <param name="Known">Whether its page had the capture before.</param>
internal sealed record KeptCapture(string Id, CaptureKind Kind, string Digest, string RefersTo = "", bool Known = false)
{
    /// <summary>Where its records lie.</summary>
    public CapturePlace Place { get; init; } = CapturePlace.Own;
}
