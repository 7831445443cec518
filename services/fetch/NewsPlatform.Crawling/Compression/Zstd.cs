using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace NewsPlatform.Crawling.Compression;

/// <summary>Zstandard (RFC 8878) from memory, bounded in output and in window.</summary>
internal static class Zstd
{
    // RFC 9659: a window of at most 8 MB may be needed to decode the "zstd" content coding.
    private const int MaxWindowLog = 23;
    private const int Chunk = 65_536;

    public static DecodedBytes Decode(ReadOnlyMemory<byte> input, int maxBytes)
    {
        var output = new DecodeBuffer(maxBytes);
        if (input.IsEmpty)
        {
            return new DecodedBytes(DecodeStatus.Truncated, []);
        }

        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            using var decompressor = new Decompressor();
            decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
            using var stream = new DecompressionStream(new MemoryStream(input.ToArray(), writable: false), decompressor, bufferSize: 0, checkEndOfStream: true, preserveDecompressor: false, leaveOpen: false);
            while (true)
            {
                var read = stream.Read(chunk, 0, Chunk);
                if (read == 0)
                {
                    return new DecodedBytes(DecodeStatus.Done, output.ToArray());
                }

                if (!output.TryAppend(chunk.AsSpan(0, read)))
                {
                    return new DecodedBytes(DecodeStatus.TooLarge, output.ToArray());
                }
            }
        }
        catch (EndOfStreamException)
        {
            return new DecodedBytes(DecodeStatus.Truncated, output.ToArray());
        }
        catch (ZstdException)
        {
            return new DecodedBytes(DecodeStatus.Invalid, output.ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
