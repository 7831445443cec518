namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>The word triples of a short text: tells what share of a block's it contains.</summary>
internal sealed class TripleSet
{
    private readonly uint[] slots;

    /// <summary>Takes the triples of a text.</summary>
    public TripleSet(string text)
    {
        var words = BlockWords.In(text);
        slots = new uint[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, words.Length * 2))];
        for (var i = 0; i + 3 <= words.Length; i++)
        {
            var triple = BlockWords.Triple(words, i);
            slots[Slot(triple)] = triple;
        }
    }

    /// <summary>The share of some words' triples that are in this set, 0 to 1; -1 for fewer than three words.</summary>
    public float ShareOf(ReadOnlySpan<uint> words)
    {
        if (words.Length < 3)
        {
            return -1;
        }

        var found = 0;
        for (var i = 0; i + 3 <= words.Length; i++)
        {
            var triple = BlockWords.Triple(words, i);
            found += slots[Slot(triple)] == triple ? 1 : 0;
        }

        return (float)found / (words.Length - 2);
    }

    private int Slot(uint triple)
    {
        var mask = slots.Length - 1;
        var slot = (int)(triple * 2654435769u >> 7) & mask;
        while (slots[slot] != 0 && slots[slot] != triple)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
