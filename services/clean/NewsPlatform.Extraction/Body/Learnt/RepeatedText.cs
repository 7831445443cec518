using System.Buffers;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Finds text that a page prints more than once, also where the copies are cut into blocks differently.</summary>
internal static class RepeatedText
{
    private const int MaxWords = 100;

    /// <summary>For each block the share of its word triples that blocks before it have, and that blocks behind it have.</summary>
    /// <param name="blocks">The page's blocks; of each the first 100 words count.</param>
    public static (float[] Before, float[] After) Of(List<TextBlock> blocks)
    {
        var starts = new int[blocks.Count + 1];
        var triples = new List<uint>();
        for (var i = 0; i < blocks.Count; i++)
        {
            Collect(blocks[i].Text, triples);
            starts[i + 1] = triples.Count;
        }

        // Open addressing: the page's only large table is rented, and holds the first and last block of each triple.
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, triples.Count * 2));
        var keys = ArrayPool<uint>.Shared.Rent(size);
        var first = ArrayPool<int>.Shared.Rent(size);
        var last = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(keys, 0, size);
        for (var i = 0; i < blocks.Count; i++)
        {
            for (var t = starts[i]; t < starts[i + 1]; t++)
            {
                var slot = Slot(keys, triples[t], size - 1);
                if (keys[slot] == 0)
                {
                    (keys[slot], first[slot]) = (triples[t], i);
                }

                last[slot] = i;
            }
        }

        var (before, after) = (new float[blocks.Count], new float[blocks.Count]);
        for (var i = 0; i < blocks.Count; i++)
        {
            for (var t = starts[i]; t < starts[i + 1]; t++)
            {
                var slot = Slot(keys, triples[t], size - 1);
                before[i] += first[slot] < i ? 1 : 0;
                after[i] += last[slot] > i ? 1 : 0;
            }

            var count = Math.Max(1, starts[i + 1] - starts[i]);
            (before[i], after[i]) = (before[i] / count, after[i] / count);
        }

        ArrayPool<uint>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(first);
        ArrayPool<int>.Shared.Return(last);
        return (before, after);
    }

    private static int Slot(uint[] keys, uint triple, int mask)
    {
        var slot = (int)(triple * 2654435769u >> 7) & mask;
        while (keys[slot] != 0 && keys[slot] != triple)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // A text of one or two words counts as one triple.
    private static void Collect(string text, List<uint> triples)
    {
        uint one = 0, two = 0;
        var words = 0;
        for (var i = 0; i < text.Length && words < MaxWords;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var hash = 2166136261u;
            var ideograph = text[i] >= '\u3040';
            do
            {
                hash = (hash ^ text[i]) * 16777619u;
                i++;
            }
            while (!ideograph && i < text.Length && char.IsLetterOrDigit(text[i]) && text[i] < '\u3040');

            if (++words >= 3)
            {
                triples.Add((one ^ (two * 31) ^ (hash * 961)) | 1);
            }

            (one, two) = (two, hash);
        }

        if (words is 1 or 2)
        {
            triples.Add((one ^ (two * 31)) | 1);
        }
    }
}
