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
        var table = ArrayPool<Seen>.Shared.Rent(size);
        var slots = ArrayPool<int>.Shared.Rent(words.Count);
        Array.Clear(table, 0, size);
        var at = 0;
        for (var i = 0; i < blocks; i++)
        {
            var own = words.Of(i);
            for (var t = 0; t < Triples(own); t++)
            {
                var triple = Triple(own, t);
                var slot = Slot(table, triple, size - 1);
                ref var seen = ref table[slot];
                seen = new(triple, seen.Triple == 0 ? i : seen.First, i);
                slots[at++] = slot;
            }
        }

        var (before, after) = (new float[blocks], new float[blocks]);
        at = 0;
        for (var i = 0; i < blocks; i++)
        {
            var (count, again, yet) = (Triples(words.Of(i)), 0, 0);
            foreach (var slot in slots.AsSpan(at, count))
            {
                again += table[slot].First < i ? 1 : 0;
                yet += table[slot].Last > i ? 1 : 0;
            }

            at += count;
            (before[i], after[i]) = ((float)again / Math.Max(1, count), (float)yet / Math.Max(1, count));
        }

        ArrayPool<Seen>.Shared.Return(table);
        ArrayPool<int>.Shared.Return(slots);
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

    private static int Slot(Seen[] table, uint triple, int mask)
    {
        var slot = (int)(triple * 2654435769u >> 7) & mask;
        while (table[slot].Triple != 0 && table[slot].Triple != triple)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // A triple, never 0, and the first and last block that have it.
    private readonly record struct Seen(uint Triple, int First, int Last);
}
