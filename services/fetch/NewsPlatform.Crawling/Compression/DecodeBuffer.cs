namespace NewsPlatform.Crawling.Compression;

/// <summary>A growing output that refuses to pass its bound.</summary>
/// <param name="maxBytes">The bound.</param>
/// <param name="expected">A promise of its length, which is believed up to a megabyte; null when there is none.</param>
internal sealed class DecodeBuffer(int maxBytes, long? expected = null)
{
    private const int MaxBelieved = 1 << 20;

    private byte[] bytes = new byte[Math.Min(maxBytes, Math.Clamp(expected ?? 16_384, 0, MaxBelieved))];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>The output. Nothing may be written after this: it is not copied when the promise was kept.</summary>
    public byte[] ToArray() => Length == bytes.Length ? bytes : Written.ToArray();

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
            Array.Resize(ref bytes, (int)Math.Min(maxBytes, Math.Max(bytes.Length * 2L, Length + (long)count)));
        }

        free = bytes.AsSpan(Length);
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
}
