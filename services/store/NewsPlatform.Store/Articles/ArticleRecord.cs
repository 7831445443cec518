using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Store.Articles;

/// <summary>
/// An article's record as a revision keeps it: protobuf, packed with Brotli, because text, blocks, Markdown and HTML say
/// the same four times. The fields that Store sets are not in it; they are columns.
/// </summary>
internal static class ArticleRecord
{
    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const int BrotliHeader = 5;

    // Level 1 takes less than a third of the time of 4 and an eighth more room, of what is a third of an article's; the window of
    // 256 KB spans the four forms of most articles.
    private const int BrotliLevel = 1;
    private const int BrotliWindow = 18;
    private const int MaxBytes = 64 << 20;

    /// <summary>Packs a record. Clears the fields that Store sets.</summary>
    /// <exception cref="InvalidDataException">The record is larger than <see cref="Unpack"/> takes: kept, it would stop every reader.</exception>
    public static byte[] Pack(Article article)
    {
        article.Urls.Clear();
        article.Revision = 0;
        article.Revisions = 0;
        article.CopyOf = "";
        article.Story = "";
        article.CreateTime = null;
        article.UpdateTime = null;
        article.WithdrawTime = null;
        var size = article.CalculateSize();
        if (size > MaxBytes)
        {
            throw new InvalidDataException($"{article.Name} has {size} bytes; at most {MaxBytes} are kept.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size + BrotliHeader + size);
        try
        {
            var plain = buffer.AsSpan(0, size);
            article.WriteTo(plain);
            var packed = buffer.AsSpan(size, BrotliHeader + size);
            packed[0] = Brotli;
            BinaryPrimitives.WriteInt32LittleEndian(packed[1..], size);
            if (BrotliEncoder.TryCompress(plain, packed[BrotliHeader..], out var written, BrotliLevel, BrotliWindow)
                && written + BrotliHeader <= size)
            {
                return packed[..(BrotliHeader + written)].ToArray();
            }

            // Incompressible: as it is.
            return [Plain, .. plain];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Bytes of a record that <see cref="Pack"/> made, once it is unpacked.</summary>
    public static int UnpackedSize(byte[] record) => record is [Brotli, ..] ? BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(1)) : record.Length - 1;

    /// <summary>Unpacks a record.</summary>
    /// <exception cref="InvalidDataException">The bytes are none that <see cref="Pack"/> made.</exception>
    public static Article Unpack(byte[] record)
    {
        if (record is [Plain, ..])
        {
            return Article.Parser.ParseFrom(record, 1, record.Length - 1);
        }

        if (record is [Brotli, _, _, _, _, ..] && BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(1)) is var length and >= 0 and <= MaxBytes)
        {
            var plain = new byte[length];
            if (BrotliDecoder.TryDecompress(record.AsSpan(BrotliHeader), plain, out var written) && written == length)
            {
                return Article.Parser.ParseFrom(plain);
            }
        }

        throw new InvalidDataException($"A record of {record.Length} bytes cannot be unpacked.");
    }
}
