using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Crawling.Warc;

/// <summary>Reads back what <see cref="WarcCapture"/> wrote.</summary>
public static class CaptureReader
{
    // Of records before the response, in captures that other tools wrote.
    private const int MaxRecords = 16;

    // What was kept had passed the bounds of its fetch; here they only keep a damaged blob from becoming more than any page is.
    private static readonly FetchLimits Bounds = new() { MaxBodyBytes = WarcReader.DefaultMaxContentBytes };

    /// <summary>The answer in the first response or revisit record, or null with the reason.</summary>
    /// <param name="bytes">A capture: gzip members or plain WARC.</param>
    /// <param name="reason">Why there is none; empty otherwise.</param>
    /// <param name="decode">Whether its content codings are undone: else the body is as it stands in the record.</param>
    public static CapturePayload? ReadPayload(ReadOnlyMemory<byte> bytes, out string reason, bool decode = true)
    {
        using var reader = new WarcReader(StreamOf(bytes));
        for (var i = 0; i < MaxRecords && reader.Read() is { } record; i++)
        {
            if (record.Type is "response" or "revisit")
            {
                var payload = Payload(record, out reason);
                return decode && payload is not null ? Decoded(payload, out reason) : payload;
            }
        }

        reason = reader.Fault ?? "there is no response record";
        return null;
    }

    /// <summary>The HTTP answer in a response or revisit record, its body as it stands there; null with the reason.</summary>
    /// <param name="record">The record.</param>
    /// <param name="reason">Why there is none; empty otherwise.</param>
    public static CapturePayload? Payload(WarcRecord record, out string reason)
    {
        reason = "";
        var content = record.Content;
        var end = content.Span.IndexOf("\r\n\r\n"u8);
        var head = Encoding.Latin1.GetString(content.Span[..(end < 0 ? content.Length : end)]);
        var lines = head.Split("\r\n");
        var parts = lines[0].Split(' ', 3);
        if (!lines[0].StartsWith("HTTP/", StringComparison.Ordinal) || parts.Length < 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            reason = $"the response starts with '{lines[0][..Math.Min(lines[0].Length, 40)]}', which is no HTTP status line";
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>(lines.Length);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers.Add(new KeyValuePair<string, string>(line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }
        }

        var body = end < 0 ? default : content[(end + 4)..];
        return new CapturePayload(record.TargetUri, status, headers, body)
        {
            Stored = body,
            IsRevisit = record.Type is "revisit",
            Record = new WarcOriginal(
                record.Header("WARC-Record-ID") ?? "",
                record.TargetUri ?? "",
                record.Header("WARC-Date") ?? "",
                record.Header("WARC-Payload-Digest") ?? "",
                HeaderFields.All(headers, "Content-Encoding") ?? "",
                body.Length),
        };
    }

    private static CapturePayload? Decoded(CapturePayload payload, out string reason)
    {
        reason = "";
        if (payload.IsRevisit || payload.Record is not { ContentEncoding.Length: > 0 } record)
        {
            return payload;
        }

        var (outcome, fault, body) = ContentCoding.Decode(payload.Stored, record.ContentEncoding, Bounds.MaxBodyBytes, Bounds.MaxRatio);
        reason = fault;
        return outcome == FetchOutcome.Ok ? payload with { Body = body } : null;
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
