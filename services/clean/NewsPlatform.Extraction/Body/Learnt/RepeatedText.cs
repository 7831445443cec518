using System.Buffers;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Finds text that a page prints more than once, also where the copies are cut into blocks differently.</summary>
internal static class RepeatedText
{
    /// <summary>For each block the share of its word triples that blocks before it have, and that blocks behind it have.</summary>
    /// <param name="words">The words of the page's blocks.</param>
    /// <param name="blocks">How many there are.</param>
    public static (float[] Before, float[] After) Of(BlockWords words, int blocks)
    {
        // Open addressing: the page's only large table is rented, and holds the first and last block of each triple.
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, words.Count * 2));
        var keys = ArrayPool<uint>.Shared.Rent(size);
        var first = ArrayPool<int>.Shared.Rent(size);
        var last = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(keys, 0, size);
        for (var i = 0; i < blocks; i++)
        {
            var own = words.Of(i);
            for (var t = 0; t < Triples(own); t++)
            {
                var triple = Triple(own, t);
                var slot = Slot(keys, triple, size - 1);
                if (keys[slot] == 0)
                {
                    (keys[slot], first[slot]) = (triple, i);
                }

                last[slot] = i;
            }
        }

        var (before, after) = (new float[blocks], new float[blocks]);
        for (var i = 0; i < blocks; i++)
        {
            var own = words.Of(i);
            for (var t = 0; t < Triples(own); t++)
            {
                var slot = Slot(keys, Triple(own, t), size - 1);
                before[i] += first[slot] < i ? 1 : 0;
                after[i] += last[slot] > i ? 1 : 0;
            }

            var count = Math.Max(1, Triples(own));
            (before[i], after[i]) = (before[i] / count, after[i] / count);
        }

        ArrayPool<uint>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(first);
        ArrayPool<int>.Shared.Return(last);
        return (before, after);
    }

    // A text of one or two words counts as one triple.
    private static int Triples(ReadOnlySpan<uint> words) => words.Length >= 3 ? words.Length - 2 : Math.Min(words.Length, 1);

    private static uint Triple(ReadOnlySpan<uint> words, int at) => words.Length switch
    {
        1 => (words[0] * 31) | 1,
        2 => (words[0] ^ (words[1] * 31)) | 1,
        _ => BlockWords.Triple(words, at),
    };

    private static int Slot(uint[] keys, uint triple, int mask)
    {
        var slot = (int)(triple * 2654435769u >> 7) & mask;
        while (keys[slot] != 0 && keys[slot] != triple)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
