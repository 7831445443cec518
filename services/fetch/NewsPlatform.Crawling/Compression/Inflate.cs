namespace NewsPlatform.Crawling.Compression;

/// <summary>
/// DEFLATE (RFC 1951) from memory to a bounded buffer. The framework's DeflateStream gives a body that was cut short
/// as if it were whole, and does not say where the data ended; a crawler has to know both.
/// </summary>
internal ref struct Inflate
{
    private const int MaxBits = 15;

    private static readonly ushort[] LengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly byte[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly ushort[] DistanceBase = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
    private static readonly byte[] DistanceExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
    private static readonly byte[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly HuffmanCode FixedLiterals = BuildFixedLiterals();
    private static readonly HuffmanCode FixedDistances = HuffmanCode.Build([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5])!;

    private readonly ReadOnlySpan<byte> input;
    private readonly DecodeBuffer output;
    private readonly int windowStart;
    private int position;
    private uint held;
    private int heldBits;
    private bool ended;

    private Inflate(ReadOnlySpan<byte> input, DecodeBuffer output)
    {
        this.input = input;
        this.output = output;
        windowStart = output.Length;
    }

    /// <summary>Decodes one stream and says how many bytes of the input it took.</summary>
    public static DecodeStatus Decode(ReadOnlySpan<byte> input, DecodeBuffer output, out int consumed)
    {
        var inflate = new Inflate(input, output);
        var status = inflate.Run();
        consumed = inflate.position - (inflate.heldBits / 8);
        return status;
    }

    private DecodeStatus Run()
    {
        while (true)
        {
            var last = Bits(1);
            var type = Bits(2);
            if (ended)
            {
                return DecodeStatus.Truncated;
            }

            var status = type switch
            {
                0 => Stored(),
                1 => Compressed(FixedLiterals, FixedDistances),
                2 => Dynamic(),
                _ => DecodeStatus.Invalid,
            };
            if (status != DecodeStatus.Done || last == 1)
            {
                return status;
            }
        }
    }

    private DecodeStatus Stored()
    {
        position -= heldBits / 8;
        held = 0;
        heldBits = 0;
        if (input.Length - position < 4)
        {
            return DecodeStatus.Truncated;
        }

        var length = input[position] | (input[position + 1] << 8);
        var check = input[position + 2] | (input[position + 3] << 8);
        if (length != (check ^ 0xFFFF))
        {
            return DecodeStatus.Invalid;
        }

        position += 4;
        var there = Math.Min(length, input.Length - position);
        if (!output.TryAppend(input.Slice(position, there)))
        {
            return DecodeStatus.TooLarge;
        }

        position += there;
        return there == length ? DecodeStatus.Done : DecodeStatus.Truncated;
    }

    private DecodeStatus Dynamic()
    {
        var literals = Bits(5) + 257;
        var distances = Bits(5) + 1;
        var codes = Bits(4) + 4;
        if (ended)
        {
            return DecodeStatus.Truncated;
        }

        if (literals > 286 || distances > 30)
        {
            return DecodeStatus.Invalid;
        }

        Span<byte> lengths = stackalloc byte[320];
        lengths.Clear();
        for (var i = 0; i < codes; i++)
        {
            lengths[CodeLengthOrder[i]] = (byte)Bits(3);
        }

        var lengthCode = HuffmanCode.Build(lengths[..19]);
        if (lengthCode is null)
        {
            return ended ? DecodeStatus.Truncated : DecodeStatus.Invalid;
        }

        lengths.Clear();
        for (var i = 0; i < literals + distances;)
        {
            var symbol = Symbol(lengthCode);
            if (symbol < 0)
            {
                return ended ? DecodeStatus.Truncated : DecodeStatus.Invalid;
            }

            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && i == 0)
            {
                return DecodeStatus.Invalid;
            }

            var value = symbol == 16 ? lengths[i - 1] : (byte)0;
            var repeat = symbol switch { 16 => 3 + Bits(2), 17 => 3 + Bits(3), _ => 11 + Bits(7) };
            if (i + repeat > literals + distances)
            {
                return ended ? DecodeStatus.Truncated : DecodeStatus.Invalid;
            }

            lengths.Slice(i, repeat).Fill(value);
            i += repeat;
        }

        var literalCode = HuffmanCode.Build(lengths[..literals]);
        var distanceCode = HuffmanCode.Build(lengths.Slice(literals, distances));
        return ended ? DecodeStatus.Truncated
            : literalCode is null || distanceCode is null ? DecodeStatus.Invalid
            : Compressed(literalCode, distanceCode);
    }

    private DecodeStatus Compressed(HuffmanCode literals, HuffmanCode distances)
    {
        while (true)
        {
            var symbol = Symbol(literals);
            if (symbol < 0)
            {
                return ended ? DecodeStatus.Truncated : DecodeStatus.Invalid;
            }

            if (symbol < 256)
            {
                if (!output.TryReserve(1, out var free))
                {
                    return DecodeStatus.TooLarge;
                }

                free[0] = (byte)symbol;
                output.Advance(1);
                continue;
            }

            if (symbol == 256)
            {
                return DecodeStatus.Done;
            }

            symbol -= 257;
            if (symbol >= LengthBase.Length)
            {
                return DecodeStatus.Invalid;
            }

            var length = LengthBase[symbol] + Bits(LengthExtra[symbol]);
            var far = Symbol(distances);
            if (far < 0 || far >= DistanceBase.Length)
            {
                return ended ? DecodeStatus.Truncated : DecodeStatus.Invalid;
            }

            var distance = DistanceBase[far] + Bits(DistanceExtra[far]);
            if (ended)
            {
                return DecodeStatus.Truncated;
            }

            if (distance > output.Length - windowStart)
            {
                return DecodeStatus.Invalid;
            }

            if (!output.TryRepeat(distance, length))
            {
                return DecodeStatus.TooLarge;
            }
        }
    }

    private void Fill()
    {
        while (heldBits <= 24 && position < input.Length)
        {
            held |= (uint)input[position++] << heldBits;
            heldBits += 8;
        }
    }

    private int Bits(int count)
    {
        if (heldBits < count)
        {
            Fill();
            if (heldBits < count)
            {
                ended = true;
                return 0;
            }
        }

        var value = (int)(held & ((1u << count) - 1));
        held >>= count;
        heldBits -= count;
        return value;
    }

    /// <summary>The next symbol, or -1 when the input ended or the bits are no code.</summary>
    private int Symbol(HuffmanCode code)
    {
        if (heldBits < MaxBits)
        {
            Fill();
        }

        var symbol = code.Decode(held, out var bits);
        if (bits > heldBits || symbol < 0)
        {
            ended |= bits > heldBits || heldBits < MaxBits;
            return -1;
        }

        held >>= bits;
        heldBits -= bits;
        return symbol;
    }

    private static HuffmanCode BuildFixedLiterals()
    {
        var lengths = new byte[288];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (byte)(i is < 144 or >= 280 ? 8 : i < 256 ? 9 : 7);
        }

        // Symbols 256-279 have 7 bits, 280-287 have 8 (RFC 1951 section 3.2.6).
        return HuffmanCode.Build(lengths)!;
    }
}
