using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.Warc;

/// <summary>What a record of someone else's archive is to a platform of news.</summary>
public enum ArchivedKind
{
    /// <summary>A page with its bytes.</summary>
    Page,

    /// <summary>Not a page: a request, a redirect, an image, a payload that stands in another record.</summary>
    Other,

    /// <summary>Meant as a page, but it cannot be used.</summary>
    Faulty,
}

/// <summary>A page out of a record of any web archive: WARC response records with an HTTP answer of status 200 that holds text.</summary>
/// <param name="Kind">What the record is.</param>
/// <param name="Reason">Why it is no page; empty for one.</param>
public sealed record ArchivedPage(ArchivedKind Kind, string Reason)
{
    private const int MaxRatio = 200;

    /// <summary>The page's address; of pages only.</summary>
    public PageUrl? Url { get; private init; }

    /// <summary>The capture, at its own time, its body decoded; of pages only.</summary>
    public WarcCapture? Capture { get; private init; }

    /// <summary>Content-Type as received; empty when there was none.</summary>
    public string ContentType { get; private init; } = "";

    /// <summary>Reads a record.</summary>
    /// <param name="record">A record of any type.</param>
    /// <param name="maxBodyBytes">Largest body, decoded, in bytes.</param>
    /// <param name="origin">Where the record comes from, for the metadata of the capture.</param>
    public static ArchivedPage Of(WarcRecord record, int maxBodyBytes, string origin)
    {
        var target = record.TargetUri ?? "";
        if (record.Type is not "response" || !target.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return Other($"a record of type {Shown(record.Type)}");
        }

        if (record.IsTooLarge)
        {
            return Faulty($"the record has {Shown(record.Header("Content-Length") ?? "")} bytes, more than any page");
        }

        if (CaptureReader.Payload(record, out var reason) is not { } payload)
        {
            return Faulty(reason);
        }

        var type = payload.Header("Content-Type") ?? "";
        if (payload.Status != 200)
        {
            return Other($"an answer with status {payload.Status}");
        }

        if (!IsText(type))
        {
            return Other($"no page but {Shown(type)}");
        }

        if (!PageUrl.TryParse(target, null, out var url, out reason))
        {
            return Faulty(reason);
        }

        if (new Uri(url.Value).AbsolutePath is "/robots.txt")
        {
            return Other("a robots.txt");
        }

        if (record.Header("WARC-Truncated") is { Length: > 0 } truncated)
        {
            return Faulty($"the archive has only a part of the page ({Shown(truncated)})");
        }

        if (!WarcDate.TryParse(record.Header("WARC-Date"), out var date))
        {
            return Faulty($"WARC-Date is \"{Shown(record.Header("WARC-Date") ?? "")}\", no time");
        }

        var (sent, body, fault) = Decode(payload, maxBodyBytes);
        if (fault.Length > 0 || body.IsEmpty)
        {
            return Faulty(fault.Length > 0 ? fault : "the page is empty");
        }

        return new ArchivedPage(ArchivedKind.Page, "")
        {
            Url = url,
            ContentType = type,
            Capture = new WarcCapture(url.ToUri(), date, HeadOf(record), body)
            {
                Sent = sent,
                Address = IPAddress.TryParse(record.Header("WARC-IP-Address"), out var address) ? address : null,
                Origin = origin,
            },
        };
    }

    private static ArchivedPage Other(string reason) => new(ArchivedKind.Other, reason);

    private static ArchivedPage Faulty(string reason) => new(ArchivedKind.Faulty, reason);

    // Status line and fields as they stand in the record.
    private static string HeadOf(WarcRecord record)
    {
        var span = record.Content.Span;
        var end = span.IndexOf("\r\n\r\n"u8);
        return Encoding.Latin1.GetString(end < 0 ? span : span[..(end + 2)]);
    }

    private static bool IsText(string type)
    {
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim().ToLowerInvariant() is "" or "text/html" or "application/xhtml+xml" or "text/plain";
    }

    // Some archives keep the body as it was sent, others decode it and keep the fields as they were: the bytes tell.
    private static (ReadOnlyMemory<byte>? Sent, ReadOnlyMemory<byte> Body, string Fault) Decode(CapturePayload payload, int maxBytes)
    {
        var body = payload.Body;
        if (payload.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true && Unchunk(body.Span) is { } whole)
        {
            body = whole;
        }

        ReadOnlyMemory<byte>? sent = body;
        if (payload.Record is { ContentEncoding: { Length: > 0 } codings })
        {
            var (outcome, reason, decoded) = ContentCoding.Decode(body, codings, maxBytes, MaxRatio);
            if (outcome == FetchOutcome.Ok)
            {
                body = decoded;
            }
            else if (outcome == FetchOutcome.BadEncoding && body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8))
            {
                sent = null;
            }
            else
            {
                return (null, default, reason);
            }
        }

        return body.Length > maxBytes ? (null, default, $"the page has {body.Length} bytes, the limit is {maxBytes}") : (sent, body, "");
    }

    /// <summary>The content of a chunked body (RFC 9112 section 7.1); null when it is none.</summary>
    private static byte[]? Unchunk(ReadOnlySpan<byte> body)
    {
        var whole = new byte[body.Length];
        var length = 0;
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            if (line is < 1 or > 1_000 || !Utf8Parser.TryParse(body[..line], out int size, out var digits, 'x') || size < 0
                || (digits < line && body[digits] is not ((byte)';' or (byte)' ' or (byte)'\t')))
            {
                return null;
            }

            body = body[(line + 2)..];
            if (size == 0)
            {
                return whole[..length];
            }

            if (size > body.Length - 2 || !body[size..].StartsWith("\r\n"u8))
            {
                return null;
            }

            body[..size].CopyTo(whole.AsSpan(length));
            length += size;
            body = body[(size + 2)..];
        }
    }

    private static string Shown(string text) => text.Length == 0 ? "none" : text.Length > 60 ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 60)}…") : text;
}
