namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Token scores of a model.</summary>
internal sealed class TokenTable : TokenScores
{
    private readonly Dictionary<uint, sbyte> scores;

    private TokenTable(Dictionary<uint, sbyte> scores) => this.scores = scores;

    /// <inheritdoc/>
    public override int Of(uint token) => scores.GetValueOrDefault(token);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TokenTable Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var known = new Dictionary<uint, sbyte>(count);
        for (var i = 0; i < count; i++)
        {
            var token = reader.ReadUInt32();
            known[token] = reader.ReadSByte();
        }

        return new(known);
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
}
