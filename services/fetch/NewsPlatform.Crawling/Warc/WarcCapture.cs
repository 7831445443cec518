using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using NewsPlatform.Crawling.Compression;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.Warc;

/// <summary>
/// One fetched page as an archive keeps it: a request record where there was a request, a response or revisit record, and a
/// metadata record of WARC 1.1 (ISO 28500:2017), each its own gzip member, so that captures put end to end are a valid WARC
/// file.
/// </summary>
/// <param name="TargetUri">The address that answered.</param>
/// <param name="FetchedAt">When.</param>
/// <param name="HeaderBlock">Status line and header fields, lines ended by CRLF, without the final empty line.</param>
/// <param name="Body">The body after content and transfer codings were undone.</param>
public sealed record WarcCapture(Uri TargetUri, DateTimeOffset FetchedAt, string HeaderBlock, ReadOnlyMemory<byte> Body)
{
    /// <summary>Profile of a revisit whose payload was sent again (WARC 1.1, 6.7.2).</summary>
    public const string IdenticalProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

    /// <summary>Profile of a revisit that was answered with 304 (WARC 1.1, 6.7.3).</summary>
    public const string NotModifiedProfile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

    private const int MaxUsageFields = 20;
    private const int MaxUsageLength = 500;

    // For what stands before and behind a body in the records.
    private const int HeadRoom = 4096;

    // Bytes of a block; a shorter one is not worth a compressor.
    private const int WorthPacking = 4096;

    // X-Robots-Tag (noai); the TDM Reservation Protocol; the IETF's draft of AI preferences and what came before it.
    private static readonly HashSet<string> UsageFields =
        new(StringComparer.OrdinalIgnoreCase) { "X-Robots-Tag", "TDM-Reservation", "TDM-Policy", "Content-Usage", "Content-Signal" };

    // A copy with another body must not take the digests of this one along.
    private (ReadOnlyMemory<byte> Of, string? Digest) contentDigested;
    private (ReadOnlyMemory<byte> Of, string? Digest) payloadDigested;

    /// <summary>
    /// The body as it was sent, with the content coding that the header block tells, which is what stands in the record: WARC keeps
    /// what the web said. Null where only the decoded body is there.
    /// </summary>
    public ReadOnlyMemory<byte>? Sent { get; init; }

    /// <summary>The address that was connected to, when known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Redirects that led here, in order.</summary>
    public IReadOnlyList<RedirectHop> Redirects { get; init; } = [];

    /// <summary>Time that the fetch took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What robots.txt said, for people: "allowed, no rule" or "allowed by line 4, Allow: /news".</summary>
    public string? RobotsDecision { get; init; }

    /// <summary>The request as it was sent: request line and header fields, lines ended by CRLF, without the final empty line; empty when there was none.</summary>
    public string RequestBlock { get; init; } = "";

    /// <summary>What robots.txt and the answer's header say of use by machines, one "Content-Signal: ai-train=no" each.</summary>
    public IReadOnlyList<string> AiUse { get; init; } = [];

    /// <summary>Where the bytes come from when they were not fetched: "handed in", the name of an archive; null for a fetch.</summary>
    public string? Origin { get; init; }

    /// <summary>
    /// The record whose payload this one has, too: then a revisit record is written instead of a second copy. The profile is
    /// identical-payload-digest, or server-not-modified for an answer with status 304.
    /// </summary>
    public WarcOriginal? Original { get; init; }

    /// <summary>Digest of the body, worked out once: two captures with the same one show the same, however their servers packed it.</summary>
    public string ContentDigest => Known(ref contentDigested, Body);

    /// <summary>WARC-Payload-Digest: that of the body as it stands in the record, worked out once.</summary>
    public string PayloadDigest => IsCoded ? Known(ref payloadDigested, Payload) : ContentDigest;

    private ReadOnlyMemory<byte> Payload => Sent ?? Body;

    private bool IsCoded => !Payload.Equals(Body);

    /// <summary>The capture of a fetch that was answered with a page or with 304.</summary>
    /// <param name="result">A result with an answer.</param>
    /// <param name="fetchedAt">When it was fetched.</param>
    /// <param name="robotsDecision">What robots.txt said, for people.</param>
    /// <param name="robotsUsage">What robots.txt says of use by machines, one line each as written.</param>
    public static WarcCapture Of(FetchResult result, DateTimeOffset fetchedAt, string? robotsDecision, IReadOnlyList<string>? robotsUsage = null) =>
        new(result.FinalUrl, fetchedAt, result.HeaderBlock, result.Body)
        {
            Sent = result.Sent,
            Address = result.RemoteAddress,
            Redirects = result.Redirects,
            Elapsed = result.Elapsed,
            RobotsDecision = robotsDecision,
            RequestBlock = result.RequestBlock,
            AiUse =
            [
                .. (robotsUsage ?? []).Select(line => "robots.txt " + line),
                .. result.Headers.Where(field => UsageFields.Contains(field.Key)).Take(MaxUsageFields).Select(field => $"header {field.Key}: {Cut(field.Value)}"),
            ],
        };

    /// <summary>Digest of a body as WARC writes it: SHA-256 as <c>sha256:</c> and Base32.</summary>
    /// <param name="body">The body.</param>
    public static string DigestOf(ReadOnlySpan<byte> body) => Digest(body);

    /// <summary>The records as gzip members. The same capture gives the same bytes but for the compressor's version.</summary>
    /// <param name="capture">What to write.</param>
    public static byte[] Write(WarcCapture capture)
    {
        using var target = new MemoryStream();
        Write(capture, target);
        return target.ToArray();
    }

    /// <summary>Writes the records as gzip members. The same capture gives the same bytes but for the compressor's version.</summary>
    /// <param name="capture">What to write.</param>
    /// <param name="target">Where to; stays open.</param>
    public static void Write(WarcCapture capture, MemoryStream target)
    {
        var uri = OneLine(capture.TargetUri.OriginalString);
        var date = WarcDate.Format(capture.FetchedAt);
        var notModified = capture.Original is not null && IsNotModified(capture.HeaderBlock);
        // What a revisit speaks of is the payload of the original, also where the same page was packed otherwise this time.
        var digest = capture.Original?.PayloadDigest ?? capture.PayloadDigest;
        var type = capture.Original is null ? "response" : "revisit";
        var answerId = RecordId(type, uri, date, digest);
        var body = capture.Original is null ? capture.Payload.Span : [];
        target.Capacity = Math.Max(target.Capacity, (int)target.Length + (capture.IsCoded ? body.Length : body.Length / 3) + HeadRoom);
        if (capture.RequestBlock.Length > 0)
        {
            var sent = Encoding.Latin1.GetBytes(capture.RequestBlock + "\r\n");
            var request = Begin("request", RecordId("request", uri, date, digest), date, uri);
            Append(request, "WARC-IP-Address", capture.Address?.ToString());
            Append(request, "WARC-Concurrent-To", answerId);
            Append(request, "WARC-Block-Digest", Digest(sent));
            Append(request, "Content-Type", "application/http; msgtype=request");
            WriteMember(target, request, isPacked: false, sent, []);
        }

        var head = Head(capture, notModified);
        var answer = Begin(type, answerId, date, uri);
        Append(answer, "WARC-IP-Address", capture.Address?.ToString());
        if (capture.Original is { } original)
        {
            Append(answer, "WARC-Profile", notModified ? NotModifiedProfile : IdenticalProfile);
            Append(answer, "WARC-Refers-To", original.RecordId);
            Append(answer, "WARC-Refers-To-Target-URI", original.TargetUri);
            Append(answer, "WARC-Refers-To-Date", original.Date);
            // The standard (6.7.2) wants it told that the payload was left out; a 304 never had one.
            Append(answer, "WARC-Truncated", notModified ? null : "length");
        }

        Append(answer, "WARC-Payload-Digest", digest);
        Append(answer, "WARC-Block-Digest", Digest(head, body));
        Append(answer, "Content-Type", "application/http; msgtype=response");
        WriteMember(target, answer, isPacked: capture.IsCoded, head, body);

        var facts = Encoding.UTF8.GetBytes(Facts(capture));
        var metadata = Begin("metadata", RecordId("metadata", uri, date, digest), date, uri);
        Append(metadata, "WARC-Concurrent-To", answerId);
        Append(metadata, "WARC-Block-Digest", Digest(facts));
        Append(metadata, "Content-Type", "application/warc-fields");
        WriteMember(target, metadata, isPacked: false, facts, []);
    }

    /// <summary>A warcinfo record as a gzip member: what stands first in a file of captures.</summary>
    /// <param name="date">When the file is made.</param>
    /// <param name="fields">Named fields of its block ("software", "format", "description"), in order.</param>
    public static byte[] WriteInfo(DateTimeOffset date, params IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            Append(text, name, value);
        }

        var block = Encoding.UTF8.GetBytes(text.ToString());
        var when = WarcDate.Format(date);
        var header = Begin("warcinfo", RecordId("warcinfo", "", when, Digest(block)), when, "");
        Append(header, "WARC-Block-Digest", Digest(block));
        Append(header, "Content-Type", "application/warc-fields");
        using var target = new MemoryStream();
        WriteMember(target, header, isPacked: false, block, []);
        return target.ToArray();
    }

    private static StringBuilder Begin(string type, string id, string date, string uri)
    {
        var header = new StringBuilder();
        header.Append("WARC/1.1\r\n");
        Append(header, "WARC-Type", type);
        Append(header, "WARC-Record-ID", id);
        Append(header, "WARC-Date", date);
        Append(header, "WARC-Target-URI", uri);
        return header;
    }

    private static bool IsNotModified(string headerBlock) => headerBlock.Split([" ", "\r\n"], 3, StringSplitOptions.None) is [_, "304", ..];

    // The block comes in two parts, so that a page is not copied once more to stand behind its head.
    private static void WriteMember(MemoryStream target, StringBuilder header, bool isPacked, ReadOnlySpan<byte> blockHead, ReadOnlySpan<byte> blockBody)
    {
        Append(header, "Content-Length", (blockHead.Length + blockBody.Length).ToString(CultureInfo.InvariantCulture));
        header.Append("\r\n");
        using Stream gzip = isPacked || blockHead.Length + blockBody.Length < WorthPacking ? new StoredGzipStream(target) : new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(Encoding.UTF8.GetBytes(header.ToString()));
        gzip.Write(blockHead);
        gzip.Write(blockBody);
        gzip.Write("\r\n\r\n"u8);
    }

    /// <summary>
    /// The HTTP message up to its body. Fields that do not describe the body as readers will find it, here or in the original that is
    /// referred to, get the prefix that warcio uses.
    /// </summary>
    private static byte[] Head(WarcCapture capture, bool notModified)
    {
        var original = capture.Original;
        var asSent = capture.Sent is not null && !notModified && (original is null || string.Equals(original.PayloadDigest, capture.PayloadDigest, StringComparison.Ordinal));
        var length = (original?.PayloadLength ?? capture.Payload.Length).ToString(CultureInfo.InvariantCulture);
        var hasLength = notModified;
        var head = new StringBuilder();
        foreach (var line in capture.HeaderBlock.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            // Others' archives have names with white space around them, which readers take off.
            var name = colon < 0 ? "" : line[..colon].Trim().ToLowerInvariant();
            var holds = name switch
            {
                // The framework undoes it, and has no way to tell how it was.
                "transfer-encoding" => false,
                "content-encoding" => asSent,
                "content-length" => asSent && !hasLength && line.AsSpan(colon + 1).Trim().SequenceEqual(length),
                _ => true,
            };
            hasLength |= holds && name is "content-length";
            head.Append(holds ? line : "X-Archive-Orig-" + line.TrimStart()).Append("\r\n");
        }

        if (!asSent && !notModified)
        {
            Append(head, "Content-Encoding", original?.ContentEncoding);
        }

        Append(head, "Content-Length", hasLength ? null : length);
        head.Append("\r\n");
        return Encoding.Latin1.GetBytes(head.ToString());
    }

    private static string Facts(WarcCapture capture)
    {
        var facts = new StringBuilder();
        Append(facts, "origin", capture.Origin);
        if (capture.Origin is null)
        {
            Append(facts, "fetchTimeMs", ((long)capture.Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var hop in capture.Redirects)
        {
            Append(facts, "redirect", $"{hop.Status} {hop.Url.OriginalString}");
        }

        Append(facts, "robots", capture.RobotsDecision);
        foreach (var signal in capture.AiUse)
        {
            Append(facts, "aiUse", signal);
        }

        return facts.ToString();
    }

    private static void Append(StringBuilder target, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            target.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        }
    }

    private static string Cut(string value) => value.Length > MaxUsageLength ? value[..MaxUsageLength] : value;

    private static string OneLine(string value) => value.AsSpan().IndexOfAny('\r', '\n') < 0 ? value : value.Replace('\r', ' ').Replace('\n', ' ');

    private static string Known(ref (ReadOnlyMemory<byte> Of, string? Digest) known, ReadOnlyMemory<byte> bytes)
    {
        if (known.Digest is not { } digest || !known.Of.Equals(bytes))
        {
            known = (bytes, digest = Digest(bytes.Span));
        }

        return digest;
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => "sha256:" + Base32.UpperCase(SHA256.HashData(bytes));

    private static string Digest(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more)
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
