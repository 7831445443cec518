using System.IO.Compression;
using System.Net;
using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.UnitTests.Crawling.Compression;

namespace NewsPlatform.UnitTests.Crawling.Warc;

public sealed class WarcCaptureTests
{
    private static readonly WarcCapture Capture = new(
        new Uri("https://news.example/storm"),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\ncontent-length: 3\r\n",
        "<p>Storm</p>"u8.ToArray())
    {
        Address = IPAddress.Parse("192.0.2.7"),
        Redirects = [new RedirectHop(new Uri("http://news.example/storm"), 301)],
        Elapsed = TimeSpan.FromMilliseconds(42),
        RobotsDecision = "allowed, no rule",
    };

    [Fact]
    public void Write_gives_a_response_and_a_metadata_record()
    {
        var records = ReadAll(WarcCapture.Write(Capture), out var fault);
        Assert.Null(fault);
        Assert.Equal(["response", "metadata"], records.Select(record => record.Type));
        Assert.Equal("https://news.example/storm", records[0].TargetUri);
        Assert.Equal("2026-01-02T03:04:05.000Z", records[0].Header("WARC-Date"));
        Assert.Equal("192.0.2.7", records[0].Header("WARC-IP-Address"));
        Assert.Equal(records[0].Header("WARC-Record-ID"), records[1].Header("WARC-Concurrent-To"));
        Assert.Equal("fetchTimeMs: 42\r\nredirect: 301 http://news.example/storm\r\nrobots: allowed, no rule\r\n", Encoding.UTF8.GetString(records[1].Content.Span));
    }

    [Fact]
    public void ReadPayload_gives_back_status_headers_and_decoded_body()
    {
        var payload = CaptureReader.ReadPayload(WarcCapture.Write(Capture), out var reason);
        Assert.NotNull(payload);
        Assert.Equal("", reason);
        Assert.Equal(200, payload.Status);
        Assert.Equal("text/html", payload.Header("Content-Type"));
        Assert.Null(payload.Header("Content-Encoding"));
        Assert.Equal("gzip", payload.Header("X-Archive-Orig-Content-Encoding"));
        Assert.Equal("12", payload.Header("Content-Length"));
        Assert.Equal("<p>Storm</p>", Encoding.UTF8.GetString(payload.Body.Span));
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    [InlineData("zstd", false)]
    [InlineData("deflate, br", true)]
    public void Write_keeps_a_packed_body_as_it_was_sent_and_ReadPayload_unpacks_it(string coding, bool hadLength)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>Der Fluss steigt", 500)));
        var sent = Packing.Pack(body, coding);
        var head = $"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n" + (hadLength ? $"content-length: {sent.Length}\r\n" : "Transfer-Encoding: chunked\r\n");
        var capture = Capture with { HeaderBlock = head, Body = body, Sent = sent };

        var bytes = WarcCapture.Write(capture);

        var response = ReadAll(bytes, out _)[0];
        var expected = hadLength ? head + "\r\n" : $"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\nContent-Length: {sent.Length}\r\n\r\n";
        Assert.Equal([.. Encoding.ASCII.GetBytes(expected), .. sent], response.Content.ToArray());
        Assert.Equal(WarcCapture.DigestOf(sent), response.Header("WARC-Payload-Digest"));
        Assert.Equal(WarcCapture.DigestOf(body), capture.ContentDigest);
        var payload = CaptureReader.ReadPayload(bytes, out _)!;
        Assert.Equal(body, payload.Body.ToArray());
        Assert.Equal(sent, payload.Stored.ToArray());
        Assert.Equal((coding, (long)sent.Length), (payload.Record!.ContentEncoding, payload.Record.PayloadLength));
    }

    [Fact]
    public void Write_of_a_page_that_was_packed_otherwise_describes_the_payload_that_it_refers_to()
    {
        var body = Encoding.UTF8.GetBytes("<p>Der Fluss steigt");
        var (first, second) = (Packing.Pack(body, "gzip"), Packing.Pack(body, "br"));
        var original = CaptureReader.ReadPayload(WarcCapture.Write(Capture with { HeaderBlock = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", Body = body, Sent = first }), out _)!.Record!;
        var head = $"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: {second.Length}\r\n";

        var revisit = ReadAll(WarcCapture.Write(Capture with { HeaderBlock = head, Body = body, Sent = second, Original = original }), out _)[0];
        var same = ReadAll(WarcCapture.Write(Capture with { HeaderBlock = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", Body = body, Sent = first, Original = original }), out _)[0];

        Assert.Equal(original.PayloadDigest, revisit.Header("WARC-Payload-Digest"));
        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nX-Archive-Orig-Content-Encoding: br\r\nX-Archive-Orig-Content-Length: {second.Length}\r\nContent-Encoding: gzip\r\nContent-Length: {first.Length}\r\n\r\n",
            Encoding.ASCII.GetString(revisit.Content.Span));
        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {first.Length}\r\n\r\n", Encoding.ASCII.GetString(same.Content.Span));
    }

    [Fact]
    public void ReadPayload_of_a_bomb_says_that_it_is_too_large()
    {
        var bomb = Packing.Pack(new byte[80 << 20], "br");

        var payload = CaptureReader.ReadPayload(WarcCapture.Write(Capture with { HeaderBlock = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n", Sent = bomb }), out var reason);

        Assert.Null(payload);
        Assert.Contains("more than", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_of_the_same_capture_gives_the_same_bytes_and_another_date_another_id()
    {
        Assert.Equal(WarcCapture.Write(Capture), WarcCapture.Write(Capture));
        var later = ReadAll(WarcCapture.Write(Capture with { FetchedAt = Capture.FetchedAt.AddSeconds(1) }), out _);
        Assert.NotEqual(ReadAll(WarcCapture.Write(Capture), out _)[0].Header("WARC-Record-ID"), later[0].Header("WARC-Record-ID"));
    }

    [Fact]
    public void Captures_put_end_to_end_are_one_archive_packed_or_plain()
    {
        var one = WarcCapture.Write(Capture);
        Assert.Equal(4, ReadAll([.. one, .. one], out _).Count);
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(one), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        Assert.Equal(2, ReadAll(plain.ToArray(), out _).Count);
    }

    [Fact]
    public void Write_of_a_fetch_has_its_request_beside_the_answer()
    {
        var records = ReadAll(WarcCapture.Write(Capture with { RequestBlock = "GET /storm HTTP/1.1\r\nHost: news.example\r\n", AiUse = ["header X-Robots-Tag: noai"] }), out var fault);

        Assert.Null(fault);
        Assert.Equal(["request", "response", "metadata"], records.Select(record => record.Type));
        Assert.Equal("GET /storm HTTP/1.1\r\nHost: news.example\r\n\r\n", Encoding.UTF8.GetString(records[0].Content.Span));
        Assert.Equal("application/http; msgtype=request", records[0].Header("Content-Type"));
        Assert.All([records[0], records[2]], record => Assert.Equal(records[1].Header("WARC-Record-ID"), record.Header("WARC-Concurrent-To")));
        Assert.All(records, record => Assert.StartsWith("sha256:", record.Header("WARC-Block-Digest"), StringComparison.Ordinal));
        Assert.Equal(3, records.Select(record => record.Header("WARC-Record-ID")).Distinct().Count());
        Assert.Contains("aiUse: header X-Robots-Tag: noai\r\n", Encoding.UTF8.GetString(records[2].Content.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", WarcCapture.IdenticalProfile, "length")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n", WarcCapture.NotModifiedProfile, null)]
    [InlineData("HTTP/1.1 304\r\nETag: \"1\"\r\n", WarcCapture.NotModifiedProfile, null)]
    public void Write_of_a_payload_that_another_record_has_refers_to_it(string head, string profile, string? truncated)
    {
        var original = CaptureReader.ReadPayload(WarcCapture.Write(Capture), out _)!.Record!;
        var later = Capture with { FetchedAt = Capture.FetchedAt.AddDays(1), HeaderBlock = head, Original = original };

        var bytes = WarcCapture.Write(later);
        var revisit = ReadAll(bytes, out _)[0];

        Assert.Equal(
            ("revisit", profile, truncated, original.RecordId, "https://news.example/storm", "2026-01-02T03:04:05.000Z", WarcCapture.DigestOf(Capture.Body.Span)),
            (revisit.Type, revisit.Header("WARC-Profile"), revisit.Header("WARC-Truncated"), revisit.Header("WARC-Refers-To"), revisit.Header("WARC-Refers-To-Target-URI"),
                revisit.Header("WARC-Refers-To-Date"), revisit.Header("WARC-Payload-Digest")));
        Assert.EndsWith("\r\n\r\n", Encoding.Latin1.GetString(revisit.Content.Span), StringComparison.Ordinal);
        var payload = CaptureReader.ReadPayload(bytes, out _)!;
        Assert.True(payload is { IsRevisit: true, Body.IsEmpty: true });
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.0000000Z")]
    [InlineData("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.1234567Z")]
    [InlineData("2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05.0000000Z")]
    [InlineData("2026-01", "2026-01-01T00:00:00.0000000Z")]
    [InlineData("20260102030405", null)]
    [InlineData("", null)]
    public void Date_of_a_record_is_read_as_the_standard_writes_it(string text, string? expected) =>
        Assert.Equal(expected, WarcDate.TryParse(text, out var time) ? time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture) : null);

    [Theory]
    [InlineData("hello", "WARC/")]
    [InlineData("WARC/1.1\r\nno colon\r\n\r\n", "no name")]
    [InlineData("WARC/1.1\r\nContent-Length: many\r\n\r\n", "many")]
    [InlineData("WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n", "limit")]
    [InlineData("WARC/1.1\r\nContent-Length: 10\r\n\r\nabc", "3 of")]
    [InlineData("WARC/1.1\r\nContent-Le", "")]
    public void Read_of_a_faulty_archive_ends_with_the_reason(string text, string word)
    {
        Assert.Empty(ReadAll(Encoding.UTF8.GetBytes(text), out var fault));
        Assert.Contains(word, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_body_survives_and_any_damage_is_no_exception()
    {
        Gen.Select(Gen.Byte.Array[0, 500], Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((body, at, flip) =>
        {
            var bytes = WarcCapture.Write(Capture with { Body = body });
            Assert.Equal(body, CaptureReader.ReadPayload(bytes, out _)!.Body.ToArray());
            bytes[at % bytes.Length] ^= flip;
            _ = CaptureReader.ReadPayload(bytes, out _);
            _ = CaptureReader.ReadPayload(bytes.AsMemory(0, at % bytes.Length), out _);
            _ = CaptureReader.ReadPayload(body, out _);
        });
    }

    private static List<WarcRecord> ReadAll(byte[] bytes, out string? fault)
    {
        using var reader = new WarcReader(new MemoryStream(bytes));
        var records = new List<WarcRecord>();
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        fault = reader.Fault;
        return records;
    }
}
