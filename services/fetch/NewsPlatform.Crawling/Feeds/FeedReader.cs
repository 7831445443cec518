using NewsPlatform.Crawling.Compression;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>
/// Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed. Well-formed XML goes through the framework's reader;
/// what is not well-formed is read again leniently, as every second publisher's plug-in breaks a rule once.
/// </summary>
public static class FeedReader
{
    /// <summary>Largest feed in bytes.</summary>
    public const int MaxBytes = 20 * 1_024 * 1_024;

    /// <summary>Entries read of one feed; the rest is ignored, since feeds put the newest first.</summary>
    public const int MaxEntries = 5_000;

    /// <summary>Reads a feed.</summary>
    /// <param name="bytes">The decoded body.</param>
    /// <param name="contentType">The Content-Type header, for its charset; the media type is not believed.</param>
    /// <param name="url">Where the feed came from; relative links refer to it.</param>
    public static FeedResult Read(ReadOnlyMemory<byte> bytes, string? contentType, Uri url)
    {
        if (bytes.Length > MaxBytes)
        {
            return FeedResult.Failed(FeedFaultKind.TooLarge, $"the feed has {bytes.Length} bytes, the limit is {MaxBytes}");
        }

        if (Gzip.HasMagic(bytes.Span))
        {
            // "feed.xml.gz" served as it lies on the disk, without a Content-Encoding.
            var decoded = Gzip.Decode(bytes, MaxBytes);
            if (decoded.Status != DecodeStatus.Done)
            {
                return decoded.Status == DecodeStatus.TooLarge
                    ? FeedResult.Failed(FeedFaultKind.TooLarge, $"the feed is larger than {MaxBytes} bytes after decompression")
                    : FeedResult.Failed(FeedFaultKind.Malformed, "the feed is gzip that is damaged or cut short");
            }

            bytes = decoded.Bytes;
        }

        var text = DocumentText.Decode(bytes.Span, contentType);
        if (string.IsNullOrWhiteSpace(text))
        {
            return FeedResult.Failed(FeedFaultKind.Empty, "the feed is empty");
        }

        var start = FirstCharacter(text);
        return start < text.Length && text[start] == '{' ? JsonFeed.Read(text[start..], url) : ReadXml(text, start, url);
    }

    private static FeedResult ReadXml(string text, int start, Uri url)
    {
        var strict = new FeedAssembler(url);
        if (StrictXml.Read(text, strict.Builder, out var error))
        {
            return strict.Result("");
        }

        // White space or a stray mark before "<?xml" is the commonest fault of all; then everything else.
        var lenient = new FeedAssembler(url);
        LenientXml.Read(start > 0 ? text[start..] : text, lenient.Builder);
        return lenient.Result(error);
    }

    private static int FirstCharacter(string text)
    {
        var at = 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '\uFEFF' or '\uFFFD' or < ' '))
        {
            at++;
        }

        return at;
    }
}
