using System.IO.Compression;
using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Compression;
using Brotli = NewsPlatform.Crawling.Compression.Brotli;

namespace NewsPlatform.UnitTests.Crawling.Compression;

public sealed class DecompressionTests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Byte.Array[0, 3_000],
        Gen.Select(Gen.Byte[65, 70].Array[0, 400], Gen.Int[0, 40], (unit, times) => Enumerable.Repeat(unit, times).SelectMany(one => one).ToArray()));

    private static readonly Gen<CompressionLevel> Levels = Gen.OneOf(CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize);

    [Fact]
    public void Gzip_of_what_the_framework_compressed_gives_it_back_and_a_prefix_never_counts_as_whole()
    {
        // Of no bytes the framework writes no member at all.
        Gen.Select(Bytes.Where(bytes => bytes.Length > 0), Levels, Gen.Double[0, 1]).Sample((bytes, level, cut) =>
        {
            var packed = Pack(bytes, target => new GZipStream(target, level, leaveOpen: true));
            var whole = Gzip.Decode(packed, bytes.Length);
            Assert.Equal(DecodeStatus.Done, whole.Status);
            Assert.Equal(bytes, whole.Bytes);
            Assert.Equal(DecodeStatus.Truncated, Gzip.Decode(packed.AsMemory(0, (int)(cut * (packed.Length - 1))), bytes.Length).Status);
        });
    }

    [Fact]
    public void Deflate_is_read_with_and_without_its_wrapper()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a storm hits the coast. ", 500)));
        Assert.Equal(bytes, Gzip.DecodeDeflate(Pack(bytes, target => new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true)), 100_000).Bytes);
        Assert.Equal(bytes, Gzip.DecodeDeflate(Pack(bytes, target => new DeflateStream(target, CompressionLevel.Optimal, leaveOpen: true)), 100_000).Bytes);
    }

    [Fact]
    public void Gzip_members_are_joined_and_what_follows_them_is_ignored()
    {
        var member = Pack("ab"u8.ToArray(), target => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true));
        Assert.Equal("abab"u8.ToArray(), Gzip.Decode((byte[])[.. member, .. member, 0, 0, 0], 100).Bytes);
    }

    [Fact]
    public void Gzip_with_a_wrong_checksum_is_invalid()
    {
        var member = Pack("ab"u8.ToArray(), target => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true));
        member[^6] ^= 1;
        Assert.Equal(DecodeStatus.Invalid, Gzip.Decode(member, 100).Status);
    }

    [Fact]
    public void Every_coding_stops_at_the_bound()
    {
        var zeros = new byte[5_000_000];
        Assert.Equal(DecodeStatus.TooLarge, Gzip.Decode(Pack(zeros, target => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true)), 100_000).Status);
        Assert.Equal(DecodeStatus.TooLarge, Brotli.Decode(Pack(zeros, target => new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true)), 100_000).Status);
        using var zstd = new ZstdSharp.Compressor();
        Assert.Equal(DecodeStatus.TooLarge, Zstd.Decode(zstd.Wrap(zeros).ToArray(), 100_000).Status);
    }

    [Fact]
    public void Brotli_and_zstd_give_back_what_was_compressed_and_see_a_cut()
    {
        Bytes.Where(bytes => bytes.Length > 0).Sample(bytes =>
        {
            var brotli = Pack(bytes, target => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true));
            Assert.Equal(bytes, Brotli.Decode(brotli, bytes.Length).Bytes);
            Assert.Equal(DecodeStatus.Truncated, Brotli.Decode(brotli.AsSpan(0, brotli.Length / 2), bytes.Length).Status);
            using var compressor = new ZstdSharp.Compressor();
            var zstd = compressor.Wrap(bytes).ToArray();
            Assert.Equal(bytes, Zstd.Decode(zstd, bytes.Length).Bytes);
            Assert.Equal(DecodeStatus.Truncated, Zstd.Decode(zstd.AsMemory(0, zstd.Length - 1), bytes.Length).Status);
        });
    }

    [Fact]
    public void Every_coding_of_any_bytes_ends_within_its_bound()
    {
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            byte[] member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. bytes];
            Assert.True(Gzip.Decode(member, 1_000).Bytes.Length <= 1_000);
            Assert.True(Gzip.DecodeDeflate(bytes, 1_000).Bytes.Length <= 1_000);
            Assert.True(Brotli.Decode(bytes, 1_000).Bytes.Length <= 1_000);
            Assert.True(Zstd.Decode((byte[])[0x28, 0xB5, 0x2F, 0xFD, .. bytes], 1_000).Bytes.Length <= 1_000);
        });
    }

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> coder)
    {
        using var target = new MemoryStream();
        using (var stream = coder(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
