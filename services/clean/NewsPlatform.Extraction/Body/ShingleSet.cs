using System.Numerics;

namespace NewsPlatform.Extraction.Body;

/// <summary>The word triples of a text as hashes: tells what share of another text it contains. Case and punctuation do not matter.</summary>
internal sealed class ShingleSet
{
    private const int MaxLength = 300_000;
    private readonly ulong[] slots;

    /// <summary>Takes the triples of a text; only its first 300,000 characters.</summary>
    public ShingleSet(ReadOnlySpan<char> text)
    {
        var triples = new List<ulong>();
        for (var words = new Triples(text); words.TryRead(out var triple);)
        {
            triples.Add(triple);
        }

        slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, triples.Count * 2))];
        foreach (var triple in triples)
        {
            slots[Slot(triple)] = triple;
        }
    }

    /// <summary>The share of <paramref name="text"/>'s triples that are in this set, 0 to 1; -1 for fewer than one triple.</summary>
    public double ShareOf(ReadOnlySpan<char> text)
    {
        int all = 0, found = 0;
        for (var words = new Triples(text); words.TryRead(out var triple);)
        {
            all++;
            found += slots[Slot(triple)] == triple ? 1 : 0;
        }

        return all == 0 ? -1 : (double)found / all;
    }

    private int Slot(ulong triple)
    {
        var mask = slots.Length - 1;
        var slot = (int)(triple * 0x9E3779B97F4A7C15UL >> 33) & mask;
        while (slots[slot] != 0 && slots[slot] != triple)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private ref struct Triples(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> text = text[..Math.Min(text.Length, MaxLength)];
        private ulong first, second;
        private int words;

        /// <summary>The next triple, never 0; false at the end.</summary>
        public bool TryRead(out ulong triple)
        {
            var i = 0;
            while (i < text.Length)
            {
                if (!char.IsLetterOrDigit(text[i]))
                {
                    i++;
                    continue;
                }

                var hash = 14695981039346656037UL;
                var ideograph = text[i] >= '\u3040';
                do
                {
                    hash = (hash ^ char.ToLowerInvariant(text[i])) * 1099511628211UL;
                    i++;
                }
                while (!ideograph && i < text.Length && char.IsLetterOrDigit(text[i]) && text[i] < '\u3040');

                triple = (first ^ (second * 3) ^ (hash * 7)) | 1;
                (first, second) = (second * 31, hash);
                if (++words >= 3)
                {
                    text = text[i..];
                    return true;
                }
            }

            text = [];
            triple = 0;
            return false;
        }
    }
}
