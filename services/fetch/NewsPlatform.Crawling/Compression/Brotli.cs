using System.Buffers;
using System.IO.Compression;

namespace NewsPlatform.Crawling.Compression;

/// <summary>Brotli (RFC 7932) from memory, bounded.</summary>
internal static class Brotli
{
    private const int Chunk = 65_536;

    public static DecodedBytes Decode(ReadOnlySpan<byte> input, int maxBytes)
    {
        var output = new DecodeBuffer(maxBytes);
        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        var decoder = default(BrotliDecoder);
        try
        {
            while (true)
            {
                var status = decoder.Decompress(input, chunk, out var consumed, out var written);
                input = input[consumed..];
                if (!output.TryAppend(chunk.AsSpan(0, written)))
                {
                    return new DecodedBytes(DecodeStatus.TooLarge, output.ToArray());
                }

                switch (status)
                {
                    case OperationStatus.Done:
                        return new DecodedBytes(DecodeStatus.Done, output.ToArray());
                    case OperationStatus.NeedMoreData:
                        return new DecodedBytes(DecodeStatus.Truncated, output.ToArray());
                    case OperationStatus.DestinationTooSmall:
                        break;
                    default:
                        return new DecodedBytes(DecodeStatus.Invalid, output.ToArray());
                }
            }
        }
        finally
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
