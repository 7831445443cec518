using System.IO.Compression;
using System.Text;
using NewsPlatform.Fetch.Backfills;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Files that pack next to nothing into next to no bytes occupy nobody for long.</summary>
public sealed class InputReaderTests
{
    [Fact]
    public void List_of_empty_lines_without_end_is_none()
    {
        using var reader = InputReader.OfList(new MemoryStream(Packed("https://a.example/\n", '\n', 40)), "list.txt.gz");

        Assert.Equal("https://a.example/", reader.Next()!.Url!.Value);
        Assert.Null(reader.Next());
        Assert.Contains("were unpacked", reader.Fault, StringComparison.Ordinal);
        Assert.InRange(reader.UnpackedBytes, 256L << 20, 258L << 20);
    }

    [Fact]
    public void Archive_with_a_record_of_nothing_without_end_is_none()
    {
        using var reader = InputReader.OfWarc(new MemoryStream(Packed("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1000000000000\r\n\r\n", ' ', 40)), "a.warc.gz", 1 << 20);

        Assert.Null(reader.Next());
        Assert.Contains("were unpacked", reader.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_ends_when_it_is_not_wanted_any_more()
    {
        using var stop = new CancellationTokenSource();
        using var reader = InputReader.OfList(new MemoryStream(Packed("https://a.example/\n", '\n', 40)), "list.txt.gz");
        Assert.NotNull(reader.Next());
        reader.StopWith(stop.Token);
        await stop.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => reader.Next());
    }

    // Members of 8 MB each.
    private static byte[] Packed(string first, char rest, int members)
    {
        using var target = new MemoryStream();
        Add(Encoding.ASCII.GetBytes(first));
        var from = target.Length;
        var filler = new byte[8 << 20];
        Array.Fill(filler, (byte)rest);
        Add(filler);
        var member = target.ToArray()[(int)from..];
        for (var i = 1; i < members; i++)
        {
            target.Write(member);
        }

        return target.ToArray();

        void Add(byte[] bytes)
        {
            using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(bytes);
        }
    }
}
