using System.Buffers;

namespace NewsPlatform.Crawling.Compression;

/// <summary>A growing output that refuses to pass its bound.</summary>
/// <param name="maxBytes">The bound.</param>
/// <param name="expected">A promise of its length, which is believed up to a megabyte; null when there is none.</param>
internal sealed class DecodeBuffer(int maxBytes, long? expected = null)
{
    private const int MaxBelieved = 1 << 20;

    // A promise that is kept becomes the result as it is; whatever grows is rented, and the result is its only copy.
    private bool rented = expected is null;
    private byte[] bytes = expected is { } promise
        ? GC.AllocateUninitializedArray<byte>((int)Math.Min(maxBytes, Math.Clamp(promise, 0, MaxBelieved)))
        : ArrayPool<byte>.Shared.Rent(Math.Min(maxBytes, 65_536));

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>The output. Nothing may be written after this: it is not copied when the promise was kept.</summary>
    public byte[] ToArray()
    {
        if (!rented && Length == bytes.Length)
        {
            return bytes;
        }

        var result = Written.ToArray();
        Exchange([]);
        Length = 0;
        return result;
    }

    /// <summary>Makes room for so many more bytes; false when the bound forbids it.</summary>
    public bool TryReserve(int count, out Span<byte> free)
    {
        if (count > maxBytes - Length)
        {
            free = default;
            return false;
        }

        if (Length + count > bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(maxBytes, Math.Max(bytes.Length * 2L, Length + (long)count)));
            Written.CopyTo(larger);
            Exchange(larger);
            rented = true;
        }

        // What is rented may be longer than the bound.
        free = bytes.AsSpan(Length, Math.Min(bytes.Length, maxBytes) - Length);
        return true;
    }

    public void Advance(int count) => Length += count;

    public bool TryAppend(ReadOnlySpan<byte> source)
    {
        if (!TryReserve(source.Length, out var free))
        {
            return false;
        }

        source.CopyTo(free);
        Length += source.Length;
        return true;
    }

    /// <summary>Repeats bytes written before, as LZ77 does: the ranges may overlap.</summary>
    public bool TryRepeat(int distance, int count)
    {
        if (!TryReserve(count, out _))
        {
            return false;
        }

        var from = Length - distance;
        if (distance >= count)
        {
            bytes.AsSpan(from, count).CopyTo(bytes.AsSpan(Length));
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                bytes[Length + i] = bytes[from + i];
            }
        }

        Length += count;
        return true;
    }

    private void Exchange(byte[] others)
    {
        if (rented)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        (bytes, rented) = (others, false);
    }
}
