namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Token scores of a model: a table of open addressing, for most tokens that are asked for are not in it.</summary>
internal sealed class TokenTable : TokenScores
{
    // A bit for each token that may be in it: small enough for a cache near by, which the table is not.
    private const int FilterBits = 18;

    private readonly ulong[] filter = new ulong[(1 << FilterBits) / 64];
    private readonly uint[] keys;
    private readonly sbyte[] scores;
    private readonly int mask;

    // Of the token 0, which stands for a text without words and has no slot.
    private sbyte wordless;

    private TokenTable(int count)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count * 2));
        (keys, scores, mask) = (new uint[size], new sbyte[size], size - 1);
    }

    /// <inheritdoc/>
    public override int Of(uint token) => token == 0 ? wordless : (filter[Bit(token) >> 6] >> (int)Bit(token) & 1) == 0 ? 0 : scores[Slot(token)];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TokenTable Read(BinaryReader reader)
    {
        var count = BodyModel.Count(reader);
        var table = new TokenTable(count);
        for (var i = 0; i < count; i++)
        {
            var token = reader.ReadUInt32();
            if (token == 0)
            {
                table.wordless = reader.ReadSByte();
                continue;
            }

            var slot = table.Slot(token);
            (table.keys[slot], table.scores[slot]) = (token, reader.ReadSByte());
            table.filter[Bit(token) >> 6] |= 1ul << (int)Bit(token);
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

    // Empty slots have the key and the score 0.
    private int Slot(uint token)
    {
        var slot = (int)(token * 2654435769u >> 7) & mask;
        while (keys[slot] != token && keys[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
