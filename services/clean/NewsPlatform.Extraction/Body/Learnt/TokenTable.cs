namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Token scores of a model: a table of open addressing, for most tokens that are asked for are not in it.</summary>
internal sealed class TokenTable : TokenScores
{
    // A bit for each token that may be in it: small enough for a cache near by, which the table is not.
    private const int FilterBits = 18;
    private const int Batch = 64;

    private readonly ulong[] filter = new ulong[(1 << FilterBits) / 64];
    private readonly Entry[] entries;
    private readonly int mask;

    // Of the token 0, which stands for a text without words and has no slot.
    private sbyte wordless;

    private TokenTable(int count)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count + (count / 2)));
        (entries, mask) = (new Entry[size], size - 1);
    }

    /// <inheritdoc/>
    public override int Of(uint token) => MayHave(token) == 0 ? 0 : Known(token);

    /// <inheritdoc/>
    public override void Of(ReadOnlySpan<uint> tokens, Span<int> found)
    {
        Span<int> places = stackalloc int[Batch];
        for (; !tokens.IsEmpty; tokens = tokens[Math.Min(Batch, tokens.Length)..], found = found[Math.Min(Batch, found.Length)..])
        {
            // Which tokens the filter lets pass no processor can foresee: their places are gathered without a branch.
            var passed = 0;
            for (var i = 0; i < Batch && i < tokens.Length; i++)
            {
                found[i] = 0;
                places[passed] = i;
                passed += MayHave(tokens[i]);
            }

            foreach (var place in places[..passed])
            {
                found[place] = Known(tokens[place]);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TokenTable Read(BinaryReader reader)
    {
        var count = BodyModel.Count(reader);
        var table = new TokenTable(count);
        for (var i = 0; i < count; i++)
        {
            var (token, score) = (reader.ReadUInt32(), reader.ReadSByte());
            table.filter[Bit(token) >> 6] |= 1ul << (int)Bit(token);
            if (token == 0)
            {
                table.wordless = score;
            }
            else
            {
                table.entries[table.Slot(token)] = new(token, score);
            }
        }

        return table;
    }

    /// <summary>Writes scores in the order of their tokens.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyDictionary<uint, sbyte> scores)
    {
        writer.Write(scores.Count);
        foreach (var (token, score) in scores.OrderBy(static pair => pair.Key))
        {
            writer.Write(token);
            writer.Write(score);
        }
    }

    // Its last six bits are the place in one of the filter's numbers: a shift takes no more of them.
    private static uint Bit(uint token) => token * 2654435769u >> (32 - FilterBits);

    private int MayHave(uint token) => (int)(filter[Bit(token) >> 6] >> (int)Bit(token)) & 1;

    private int Known(uint token) => token == 0 ? wordless : entries[Slot(token)].Score;

    // Empty slots have the token and the score 0.
    private int Slot(uint token)
    {
        var slot = (int)(token * 2654435769u >> 7) & mask;
        while (entries[slot].Token != token && entries[slot].Token != 0)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // Both together: a look-up that finds neither in a cache waits once.
    private readonly record struct Entry(uint Token, sbyte Score);
}
