using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace NewsPlatform.Text;

/// <summary>A near-duplicate signature of a text: a MinHash of its word shingles and the keys under which similar signatures meet.</summary>
/// <param name="MinHash">60 little-endian 32-bit minima; empty for a text too short to sign.</param>
/// <param name="Bands">12 keys of 64 bits, each over five minima: two texts whose signatures share a key are candidates.</param>
/// <remarks>
/// Broder, "On the resemblance and containment of documents" (1997). With 12 bands of 5 rows a pair of similarity 0.5 meets with
/// probability 0.32, 0.7 with 0.89 and 0.8 with 0.99.
/// </remarks>
public sealed record TextSignature(byte[] MinHash, ulong[] Bands)
{
    /// <summary>Texts with fewer words (characters in scripts without spaces) are not signed: too many short texts look alike.</summary>
    public const int MinWords = 20;

    private const int Minima = 60;
    private const int Rows = 5;

    // Multipliers and summands of the 60 hash functions. The seed is part of the format: stored signatures depend on it.
    private static readonly ulong[] Multipliers = Mixed(0x4E657773, Minima);
    private static readonly ulong[] Summands = Mixed(0x54657874, Minima);

    private static readonly TextSignature Unsigned = new([], []);

    /// <summary>Signs a text. Case, punctuation and white space do not matter.</summary>
    public static TextSignature Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<ulong> minima = stackalloc ulong[Minima];
        minima.Fill(uint.MaxValue);
        var shingles = new ShingleReader(text);
        while (shingles.TryRead(out var shingle))
        {
            for (var i = 0; i < Minima; i += Vector256<ulong>.Count)
            {
                var at = (nuint)i;
                var hash = ((Vector256.Create(shingle) * Vector256.LoadUnsafe(ref Multipliers[0], at)) + Vector256.LoadUnsafe(ref Summands[0], at)) >>> 32;
                Vector256.Min(hash, Vector256.LoadUnsafe(ref minima[0], at)).StoreUnsafe(ref minima[0], at);
            }
        }

        if (shingles.Words < MinWords)
        {
            return Unsigned;
        }

        var bytes = new byte[Minima * sizeof(uint)];
        var bands = new ulong[Minima / Rows];
        for (var i = 0; i < Minima; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), (uint)minima[i]);
            ref var band = ref bands[i / Rows];
            band = ShingleReader.Mix(band + minima[i] + 0x9E3779B97F4A7C15UL * (ulong)(i + 1));
        }

        return new TextSignature(bytes, bands);
    }

    /// <summary>Estimates the Jaccard similarity of the shingle sets of two texts, 0 to 1; 0 when either is unsigned.</summary>
    public double Similarity(TextSignature other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (MinHash.Length == 0 || MinHash.Length != other.MinHash.Length)
        {
            return 0;
        }

        var same = 0;
        for (var i = 0; i + sizeof(uint) <= MinHash.Length; i += sizeof(uint))
        {
            if (MinHash.AsSpan(i, sizeof(uint)).SequenceEqual(other.MinHash.AsSpan(i, sizeof(uint))))
            {
                same++;
            }
        }

        return (double)same * sizeof(uint) / MinHash.Length;
    }

    private static ulong[] Mixed(ulong seed, int count)
    {
        var values = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            // Odd multipliers are invertible modulo 2^64.
            values[i] = ShingleReader.Mix(seed + 0x9E3779B97F4A7C15UL * (ulong)(i + 1)) | 1;
        }

        return values;
    }
}
