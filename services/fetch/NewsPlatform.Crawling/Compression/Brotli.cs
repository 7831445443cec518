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
        var decoder = default(BrotliDecoder);
        try
        {
            while (true)
            {
                // With the output at its bound an empty target still takes the end of the stream.
                output.TryReserve(Math.Min(Chunk, maxBytes - output.Length), out var free);
                var status = decoder.Decompress(input, free, out var consumed, out var written);
                input = input[consumed..];
                output.Advance(written);
                switch (status)
                {
                    case OperationStatus.Done:
                        return new DecodedBytes(DecodeStatus.Done, output.ToArray());
                    case OperationStatus.NeedMoreData:
                        return new DecodedBytes(DecodeStatus.Truncated, output.ToArray());
                    case OperationStatus.DestinationTooSmall when output.Length >= maxBytes:
                        return new DecodedBytes(DecodeStatus.TooLarge, output.ToArray());
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
        }
    }
}
