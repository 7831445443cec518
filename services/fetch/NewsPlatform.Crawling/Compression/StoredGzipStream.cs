using System.Buffers.Binary;
using System.IO.Hashing;

namespace NewsPlatform.Crawling.Compression;

/// <summary>
/// Writes a gzip member (RFC 1952) whose bytes are stored and not packed. What is packed already or short gets hardly smaller, and a
/// compressor's state, some hundred kilobytes that are set up anew for each member, costs more than all else.
/// </summary>
/// <param name="target">Where to; stays open.</param>
internal sealed class StoredGzipStream(Stream target) : Stream
{
    private const int MaxBlock = ushort.MaxValue;

    private readonly Crc32 crc = new();
    private uint length;
    private bool begun;
    private bool ended;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !ended;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Begin();
        crc.Append(buffer);
        length += (uint)buffer.Length;
        for (; buffer.Length > 0; buffer = buffer[Math.Min(buffer.Length, MaxBlock)..])
        {
            WriteBlock(buffer[..Math.Min(buffer.Length, MaxBlock)], isLast: false);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            Begin();
            WriteBlock([], isLast: true);
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
            target.Write(trailer);
            ended = true;
        }

        base.Dispose(disposing);
    }

    private void Begin()
    {
        if (!begun)
        {
            // Deflate; no flags, no time, no level, and of an unknown system, as that is nobody's business.
            target.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
            begun = true;
        }
    }

    // RFC 1951 section 3.2.4: whether it is the last, and that it is stored; its length, and again with all bits turned.
    private void WriteBlock(ReadOnlySpan<byte> bytes, bool isLast)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~bytes.Length);
        target.Write(head);
        target.Write(bytes);
    }
}
