using System.IO.Compression;
using CsCheck;
using NewsPlatform.Crawling.Compression;

namespace NewsPlatform.UnitTests.Crawling.Compression;

public sealed class StoredGzipStreamTests
{
    // Round the longest block, and beyond it.
    private static readonly Gen<byte[]> Parts = Gen.OneOf(Gen.Int[0, 300], Gen.Int[65_530, 65_540], Gen.Int[131_065, 131_075]).SelectMany(length => Gen.Int[0, 255].Select(seed => Bytes(length, seed)));

    [Fact]
    public void The_framework_and_we_read_back_what_is_stored() => Parts.Array[0, 3].Sample(
        parts =>
        {
            var member = Store(parts);
            var all = parts.SelectMany(part => part).ToArray();

            using var read = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(member), CompressionMode.Decompress))
            {
                gzip.CopyTo(read);
            }

            Assert.Equal(all, read.ToArray());
            Assert.Equal(DecodeStatus.Done, Gzip.Decode(member, all.Length).Status);
            Assert.Equal(all, Gzip.Decode(member, all.Length).Bytes);
        },
        iter: 100);

    [Fact]
    public void It_costs_little_more_than_what_is_stored()
    {
        var bytes = Bytes(1_000_000, 7);
        Assert.InRange(Store([bytes]).Length, bytes.Length, bytes.Length + 200);
    }

    [Fact]
    public void Members_stand_end_to_end_and_the_target_stays_open()
    {
        using var target = new MemoryStream();
        foreach (var text in new[] { "one "u8.ToArray(), "two"u8.ToArray() })
        {
            using var member = new StoredGzipStream(target);
            member.Write(text);
        }

        target.WriteByte(0);
        Assert.Equal("one two"u8.ToArray(), Gzip.Decode(target.ToArray(), 100).Bytes);
    }

    private static byte[] Store(byte[][] parts)
    {
        using var target = new MemoryStream();
        using (var stored = new StoredGzipStream(target))
        {
            foreach (var part in parts)
            {
                stored.Write(part, 0, part.Length);
            }
        }

        return target.ToArray();
    }

    private static byte[] Bytes(int length, int seed) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 31) + seed))];
}
