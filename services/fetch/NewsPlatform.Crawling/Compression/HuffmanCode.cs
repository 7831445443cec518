namespace NewsPlatform.Crawling.Compression;

/// <summary>
/// A canonical prefix code (RFC 1951 section 3.2.2): a table for short codes, counting for long ones, so that building
/// a code stays cheap when a hostile stream brings thousands of them.
/// </summary>
internal sealed class HuffmanCode
{
    private const int FastBits = 9;
    private const int MaxBits = 15;

    private readonly ushort[] counts = new ushort[MaxBits + 1];
    private readonly ushort[] symbols;
    private readonly short[] fast = new short[1 << FastBits]; // (symbol << 4) | length, 0 when the code is longer

    private HuffmanCode(int size) => symbols = new ushort[size];

    /// <summary>Null when the lengths are no prefix code (over-subscribed). Incomplete codes are taken, as one-symbol codes are legal.</summary>
    public static HuffmanCode? Build(ReadOnlySpan<byte> lengths)
    {
        var code = new HuffmanCode(lengths.Length);
        foreach (var length in lengths)
        {
            code.counts[length]++;
        }

        code.counts[0] = 0;
        var left = 1;
        Span<ushort> offsets = stackalloc ushort[MaxBits + 2];
        Span<int> next = stackalloc int[MaxBits + 2];
        offsets[1] = 0;
        var first = 0;
        for (var bits = 1; bits <= MaxBits; bits++)
        {
            left = (left << 1) - code.counts[bits];
            if (left < 0)
            {
                return null;
            }

            offsets[bits + 1] = (ushort)(offsets[bits] + code.counts[bits]);
            first = (first + code.counts[bits - 1]) << 1;
            next[bits] = first;
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }

            code.symbols[offsets[length]++] = (ushort)symbol;
            var value = next[length]++;
            if (length <= FastBits)
            {
                for (var i = Reverse(value, length); i < 1 << FastBits; i += 1 << length)
                {
                    code.fast[i] = (short)((symbol << 4) | length);
                }
            }
        }

        return code;
    }

    /// <summary>The symbol at the low end of the bits, or -1 when no code matches.</summary>
    public int Decode(uint held, out int bits)
    {
        var entry = fast[held & ((1 << FastBits) - 1)];
        if (entry != 0)
        {
            bits = entry & 15;
            return entry >> 4;
        }

        var (code, first, index) = (0, 0, 0);
        for (bits = 1; bits <= MaxBits; bits++)
        {
            code |= (int)(held & 1);
            held >>= 1;
            int count = counts[bits];
            if (code - count < first)
            {
                return symbols[index + (code - first)];
            }

            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        bits = 0;
        return -1;
    }

    private static int Reverse(int value, int bits)
    {
        var reversed = 0;
        for (var i = 0; i < bits; i++)
        {
            reversed = (reversed << 1) | ((value >> i) & 1);
        }

        return reversed;
    }
}
