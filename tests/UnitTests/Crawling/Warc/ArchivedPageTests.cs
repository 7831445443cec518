using System.IO.Compression;
using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Warc;

namespace NewsPlatform.UnitTests.Crawling.Warc;

public sealed class ArchivedPageTests
{
    private const string Html = "<p>Der Fluss steigt";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";

    private static readonly string[] Codings =
        ["", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: deflate, br\r\n", "Transfer-Encoding: chunked\r\nContent-Encoding: zstd\r\n"];

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 19\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    [InlineData("Content-Encoding: br\r\n")]
    [InlineData("Content-Encoding: gzip\r\n")]
    [InlineData("Content-Encoding : br\r\nContent-Length : 7\r\nTransfer-Encoding : chunked\r\n")]
    [InlineData(" Content-Encoding: br\r\n")]
    public void Of_a_decoded_body_takes_it_whatever_the_fields_say(string fields)
    {
        var page = Of(Ok + fields + "\r\n", Encoding.UTF8.GetBytes(Html));

        Assert.Equal((ArchivedKind.Page, "", Html), (page.Kind, page.Reason, TextOf(page)));
        Assert.Equal(Html, Encoding.UTF8.GetString(CaptureReader.ReadPayload(WarcCapture.Write(page.Capture!), out _)!.Body.Span));
        Assert.Equal(("https://old.example/a", "text/html; charset=utf-8"), (page.Url!.Value, page.ContentType));
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero), page.Capture!.FetchedAt);
        Assert.Equal("192.0.2.7", page.Capture.Address!.ToString());
    }

    [Fact]
    public void Of_a_body_as_it_was_sent_undoes_chunks_and_coding()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(Html));
        byte[] body = [.. Encoding.ASCII.GetBytes("5;ext=1\r\n"), .. packed[..5], .. "\r\n"u8, .. Encoding.ASCII.GetBytes($"{packed.Length - 5:X}\r\n"), .. packed[5..], .. "\r\n0\r\n\r\n"u8];

        var page = Of(Ok + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n", body);
        Assert.Equal(Html, TextOf(page));
        Assert.Equal(packed, CaptureReader.ReadPayload(WarcCapture.Write(page.Capture!), out _)!.Stored.ToArray());
    }

    [Theory]
    [InlineData("response", "HTTP/1.1 301 Moved\r\n\r\n", "status 301")]
    [InlineData("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx", "image/png")]
    [InlineData("request", "GET / HTTP/1.1\r\n\r\n", "type request")]
    [InlineData("revisit", Ok + "\r\n", "type revisit")]
    [InlineData("", "", "type none")]
    public void Of_what_is_no_page_says_what_it_is(string type, string block, string word)
    {
        var other = ArchivedPage.Of(Record(type, Encoding.UTF8.GetBytes(block)), 1000, "archive");

        Assert.Equal(ArchivedKind.Other, other.Kind);
        Assert.Contains(word, other.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WARC-Date", "yesterday", "no time")]
    [InlineData("WARC-Truncated", "length", "only a part")]
    [InlineData("WARC-Target-URI", "https://old.example:99999/", "")]
    public void Of_a_record_with_a_fault_says_which(string field, string value, string word)
    {
        var faulty = ArchivedPage.Of(Record("response", Encoding.UTF8.GetBytes(Ok + "\r\n" + Html), (field, value)), 1000, "archive");

        Assert.Equal(ArchivedKind.Faulty, faulty.Kind);
        Assert.Contains(word, faulty.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_page_beyond_the_bound_is_faulty_also_when_it_is_packed()
    {
        var large = new byte[2_000_000];
        Assert.Equal(ArchivedKind.Faulty, Of(Ok + "\r\n", large).Kind);
        Assert.Equal(ArchivedKind.Faulty, Of(Ok + "Content-Encoding: gzip\r\n\r\n", Gzip(large)).Kind);
        Assert.Equal(ArchivedKind.Faulty, Of(Ok + "\r\n", []).Kind);
    }

    [Fact]
    public void Read_over_a_block_beyond_the_bound_goes_on_behind_it()
    {
        byte[] file = [.. Encoding.ASCII.GetBytes("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\n"), .. new byte[5000], .. "\r\n\r\n"u8,
            .. "WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"u8];
        using var reader = new WarcReader(new MemoryStream(file), maxContentBytes: 1000, skipLarge: true);

        var large = reader.Read()!;
        Assert.Equal((true, 0, "metadata"), (large.IsTooLarge, large.Content.Length, reader.Read()!.Type));
        Assert.Null(reader.Read());
        Assert.Null(reader.Fault);
        using var cut = new WarcReader(new MemoryStream(file[..2000]), maxContentBytes: 1000, skipLarge: true);
        Assert.Null(cut.Read());
        Assert.Contains("ends after", cut.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_any_bytes_ends_bounded_and_without_an_exception() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 4], Gen.Bool)
            .Sample((bytes, coding, head) =>
            {
                var page = head ? Of(Ok + Codings[coding] + "\r\n", bytes) : ArchivedPage.Of(Record("response", bytes), 1_000_000, "archive");
                Assert.True(page.Kind != ArchivedKind.Page || page.Capture!.Body.Length <= 1_000_000);
            });

    private static ArchivedPage Of(string head, byte[] body) => ArchivedPage.Of(Record("response", [.. Encoding.Latin1.GetBytes(head), .. body]), 1_000_000, "archive");

    private static string TextOf(ArchivedPage page) => Encoding.UTF8.GetString(page.Capture!.Body.Span);

    private static WarcRecord Record(string type, byte[] block, params (string Name, string Value)[] instead)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["WARC-Type"] = type, ["WARC-Target-URI"] = "https://old.example/a", ["WARC-Date"] = "2025-03-01T12:00:00Z", ["WARC-IP-Address"] = "192.0.2.7",
        };
        foreach (var (name, value) in instead)
        {
            headers[name] = value;
        }

        return new WarcRecord("1.0", [.. headers], block);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
