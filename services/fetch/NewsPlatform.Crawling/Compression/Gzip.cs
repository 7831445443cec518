using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace NewsPlatform.Crawling.Compression;

/// <summary>Gzip (RFC 1952) and zlib (RFC 1950) from memory, bounded, with checksums verified.</summary>
internal static class Gzip
{
    private const int MinMember = 18;

    // A lie about the length costs no more than this.
    private const int MaxPromise = 4 << 20;

    private const int HeaderCrc = 2;
    private const int Extra = 4;
    private const int Name = 8;
    private const int Comment = 16;

    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.Length >= 3 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8;

    /// <summary>All members one after the other; bytes after the last that are no member are ignored, as gzip itself does.</summary>
    public static DecodedBytes Decode(ReadOnlyMemory<byte> input, int maxBytes) =>
        DecodeSound(input, maxBytes) is { } bytes ? new DecodedBytes(DecodeStatus.Done, bytes) : DecodeExactly(input.Span, maxBytes);

    /// <summary>
    /// What nearly all servers send, one member that says its own length truly, by the platform's library, which is several times as
    /// fast as ours but does not tell a stream that is cut from one that is damaged, nor where a member ends. Null for anything else.
    /// </summary>
    private static byte[]? DecodeSound(ReadOnlyMemory<byte> input, int maxBytes)
    {
        if (input.Length < MinMember || !HasMagic(input.Span) || !MemoryMarshal.TryGetArray(input, out var array))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(input.Span[^4..]);
        if (length == 0 || length > Math.Min(maxBytes, MaxPromise))
        {
            return null;
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false), CompressionMode.Decompress);
            return gzip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && gzip.ReadByte() < 0 ? bytes : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static DecodedBytes DecodeExactly(ReadOnlySpan<byte> input, int maxBytes)
    {
        var output = new DecodeBuffer(maxBytes);
        var members = 0;
        while (members == 0 || HasMagic(input))
        {
            var status = DecodeMember(input, output, out var consumed);
            if (status != DecodeStatus.Done)
            {
                return new DecodedBytes(status, output.ToArray());
            }

            members++;
            input = input[consumed..];
        }

        return new DecodedBytes(DecodeStatus.Done, output.ToArray());
    }

    /// <summary>The deflate coding of HTTP: zlib by RFC 9110 section 8.4.1.2, raw from servers that read the name literally.</summary>
    public static DecodedBytes DecodeDeflate(ReadOnlySpan<byte> input, int maxBytes)
    {
        var output = new DecodeBuffer(maxBytes);
        var zlib = input.Length >= 2 && (input[0] & 15) == 8 && ((input[0] << 8) | input[1]) % 31 == 0 && (input[1] & 0x20) == 0;
        var status = Inflate.Decode(zlib ? input[2..] : input, output, out var consumed);
        if (status == DecodeStatus.Done && zlib && input.Length - 2 - consumed < 4)
        {
            status = DecodeStatus.Truncated;
        }

        return new DecodedBytes(status, output.ToArray());
    }

    private static DecodeStatus DecodeMember(ReadOnlySpan<byte> input, DecodeBuffer output, out int consumed)
    {
        consumed = 0;
        var status = SkipHeader(input, out var header);
        if (status != DecodeStatus.Done)
        {
            return status;
        }

        var start = output.Length;
        status = Inflate.Decode(input[header..], output, out var body);
        if (status != DecodeStatus.Done)
        {
            return status;
        }

        var trailer = input[(header + body)..];
        if (trailer.Length < 8)
        {
            return DecodeStatus.Truncated;
        }

        consumed = header + body + 8;
        var written = output.Written[start..];
        var sound = BinaryPrimitives.ReadUInt32LittleEndian(trailer) == Crc32.HashToUInt32(written)
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == (uint)written.Length;
        return sound ? DecodeStatus.Done : DecodeStatus.Invalid;
    }

    private static DecodeStatus SkipHeader(ReadOnlySpan<byte> input, out int length)
    {
        length = 10;
        if (input.Length < 10)
        {
            return input.Length < 3 || HasMagic(input) ? DecodeStatus.Truncated : DecodeStatus.Invalid;
        }

        if (!HasMagic(input))
        {
            return DecodeStatus.Invalid;
        }

        var flags = input[3];
        if ((flags & Extra) != 0)
        {
            if (input.Length < length + 2)
            {
                return DecodeStatus.Truncated;
            }

            length += 2 + BinaryPrimitives.ReadUInt16LittleEndian(input[length..]);
        }

        foreach (var flag in (ReadOnlySpan<int>)[Name, Comment])
        {
            if ((flags & flag) == 0)
            {
                continue;
            }

            var end = length < input.Length ? input[length..].IndexOf((byte)0) : -1;
            if (end < 0)
            {
                return DecodeStatus.Truncated;
            }

            length += end + 1;
        }

        length += (flags & HeaderCrc) != 0 ? 2 : 0;
        return length <= input.Length ? DecodeStatus.Done : DecodeStatus.Truncated;
    }
}
