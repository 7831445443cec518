namespace NewsPlatform.Crawling.Warc;

/// <summary>The response record that a revisit record refers to, each part as that record has it.</summary>
/// <param name="RecordId">Its WARC-Record-ID, with the angle brackets.</param>
/// <param name="TargetUri">Its WARC-Target-URI.</param>
/// <param name="Date">Its WARC-Date.</param>
/// <param name="PayloadDigest">Digest of its payload.</param>
public sealed record WarcOriginal(string RecordId, string TargetUri, string Date, string PayloadDigest);
