using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.Warc;

/// <summary>
/// One fetched page as an archive keeps it: a response record and a metadata record of WARC 1.1 (ISO 28500:2017), each
/// its own gzip member, so that captures put end to end are a valid WARC file.
/// </summary>
/// <param name="TargetUri">The address that answered.</param>
/// <param name="FetchedAt">When.</param>
/// <param name="HeaderBlock">Status line and header fields, lines ended by CRLF, without the final empty line.</param>
/// <param name="Body">The body after content and transfer codings were undone.</param>
public sealed record WarcCapture(Uri TargetUri, DateTimeOffset FetchedAt, string HeaderBlock, ReadOnlyMemory<byte> Body)
{
    private static readonly string[] RenamedFields = ["Content-Encoding", "Transfer-Encoding", "Content-Length"];

    /// <summary>The address that was connected to, when known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Redirects that led here, in order.</summary>
    public IReadOnlyList<RedirectHop> Redirects { get; init; } = [];

    /// <summary>Time that the fetch took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What robots.txt said, for people: "allowed, no rule" or "allowed by line 4, Allow: /news".</summary>
    public string? RobotsDecision { get; init; }

    /// <summary>The capture of a successful fetch.</summary>
    /// <param name="result">A result with an answer.</param>
    /// <param name="fetchedAt">When it was fetched.</param>
    /// <param name="robotsDecision">What robots.txt said, for people.</param>
    public static WarcCapture Of(FetchResult result, DateTimeOffset fetchedAt, string? robotsDecision) =>
        new(result.FinalUrl, fetchedAt, result.HeaderBlock, result.Body)
        {
            Address = result.RemoteAddress,
            Redirects = result.Redirects,
            Elapsed = result.Elapsed,
            RobotsDecision = robotsDecision,
        };

    /// <summary>The two records as gzip members. The same capture gives the same bytes but for the compressor's version.</summary>
    /// <param name="capture">What to write.</param>
    /// <param name="compression">Level of gzip.</param>
    public static byte[] Write(WarcCapture capture, CompressionLevel compression = CompressionLevel.Fastest)
    {
        var uri = OneLine(capture.TargetUri.OriginalString);
        var date = capture.FetchedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var payloadDigest = Digest(capture.Body.Span);
        var responseId = RecordId("response", uri, date, payloadDigest);
        var head = Head(capture);
        var response = new StringBuilder();
        response.Append("WARC/1.1\r\nWARC-Type: response\r\n");
        Append(response, "WARC-Record-ID", responseId);
        Append(response, "WARC-Date", date);
        Append(response, "WARC-Target-URI", uri);
        Append(response, "WARC-IP-Address", capture.Address?.ToString());
        Append(response, "WARC-Payload-Digest", payloadDigest);
        Append(response, "WARC-Block-Digest", Digest(head, capture.Body.Span));
        Append(response, "Content-Type", "application/http; msgtype=response");

        var facts = Encoding.UTF8.GetBytes(Facts(capture));
        var metadata = new StringBuilder();
        metadata.Append("WARC/1.1\r\nWARC-Type: metadata\r\n");
        Append(metadata, "WARC-Record-ID", RecordId("metadata", uri, date, payloadDigest));
        Append(metadata, "WARC-Date", date);
        Append(metadata, "WARC-Target-URI", uri);
        Append(metadata, "WARC-Concurrent-To", responseId);
        Append(metadata, "WARC-Block-Digest", Digest(facts));
        Append(metadata, "Content-Type", "application/warc-fields");

        using var target = new MemoryStream();
        WriteMember(target, response, compression, head, capture.Body.Span);
        WriteMember(target, metadata, compression, facts, []);
        return target.ToArray();
    }

    // The block comes in two parts, so that a page is not copied once more to stand behind its head.
    private static void WriteMember(MemoryStream target, StringBuilder header, CompressionLevel compression, ReadOnlySpan<byte> blockHead, ReadOnlySpan<byte> blockBody)
    {
        Append(header, "Content-Length", (blockHead.Length + blockBody.Length).ToString(CultureInfo.InvariantCulture));
        header.Append("\r\n");
        using var gzip = new GZipStream(target, compression, leaveOpen: true);
        gzip.Write(Encoding.UTF8.GetBytes(header.ToString()));
        gzip.Write(blockHead);
        gzip.Write(blockBody);
        gzip.Write("\r\n\r\n"u8);
    }

    /// <summary>The HTTP message up to its body. Fields that no longer describe the decoded body get the prefix that warcio uses.</summary>
    private static byte[] Head(WarcCapture capture)
    {
        var head = new StringBuilder();
        foreach (var line in capture.HeaderBlock.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon];
            if (Array.Exists(RenamedFields, field => string.Equals(field, name, StringComparison.OrdinalIgnoreCase)))
            {
                head.Append("X-Archive-Orig-");
            }

            head.Append(line).Append("\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {capture.Body.Length}\r\n\r\n");
        return Encoding.Latin1.GetBytes(head.ToString());
    }

    private static string Facts(WarcCapture capture)
    {
        var facts = new StringBuilder();
        Append(facts, "fetchTimeMs", ((long)capture.Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        foreach (var hop in capture.Redirects)
        {
            Append(facts, "redirect", $"{hop.Status} {hop.Url.OriginalString}");
        }

        Append(facts, "robots", capture.RobotsDecision);
        return facts.ToString();
    }

    private static void Append(StringBuilder target, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            target.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        }
    }

    private static string OneLine(string value) => value.AsSpan().IndexOfAny('\r', '\n') < 0 ? value : value.Replace('\r', ' ').Replace('\n', ' ');

    private static string Digest(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.AppendData(more);
        return "sha256:" + Base32.UpperCase(hash.GetHashAndReset());
    }

    /// <summary>A UUID of version 8 (RFC 9562 section 5.8) made of what the record is about, so that writing twice names it the same.</summary>
    private static string RecordId(string type, string uri, string date, string digest)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{uri}\n{date}\n{digest}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return $"<urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true)}>";
    }
}
