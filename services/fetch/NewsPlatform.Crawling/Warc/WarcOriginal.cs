namespace NewsPlatform.Crawling.Warc;

/// <summary>The response record that a revisit record refers to, each part as that record has it.</summary>
/// <param name="RecordId">Its WARC-Record-ID, with the angle brackets.</param>
/// <param name="TargetUri">Its WARC-Target-URI.</param>
/// <param name="Date">Its WARC-Date.</param>
/// <param name="PayloadDigest">Digest of its payload, as it stands there.</param>
/// <param name="ContentEncoding">The Content-Encoding of its payload; empty when there is none.</param>
/// <param name="PayloadLength">Length of its payload in bytes, as it stands there.</param>
public sealed record WarcOriginal(string RecordId, string TargetUri, string Date, string PayloadDigest, string ContentEncoding, long PayloadLength);
