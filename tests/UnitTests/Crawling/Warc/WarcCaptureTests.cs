using System.IO.Compression;
using System.Net;
using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Warc;

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
        var one = WarcCapture.Write(Capture, CompressionLevel.Optimal);
        Assert.Equal(4, ReadAll([.. one, .. one], out _).Count);
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(one), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        Assert.Equal(2, ReadAll(plain.ToArray(), out _).Count);
    }

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
