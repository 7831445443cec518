namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// Tells for each block of a page how likely it is a part of the article. Two rounds of boosted trees: the first judges each
/// block, the second sees what the first made of the neighbours. Read-only; safe for concurrent use.
/// </summary>
internal sealed class BodyModel
{
    /// <summary>Blocks on either side whose first judgement the second round sees.</summary>
    public const int Reach = 4;

    private readonly TokenTable tokens;
    private readonly TreeEnsemble first;
    private readonly TreeEnsemble second;

    private BodyModel(TokenTable tokens, TreeEnsemble first, TreeEnsemble second, float keep, float add)
    {
        this.tokens = tokens;
        this.first = first;
        this.second = second;
        Keep = keep;
        Add = add;
    }

    /// <summary>The model that the library ships.</summary>
    public static Lazy<BodyModel?> Shipped { get; } = new(() =>
    {
        using var stream = typeof(BodyModel).Assembly.GetManifestResourceStream("body.model");
        return stream is null ? null : Read(stream);
    });

    /// <summary>Log-odds below which a block that the rules chose is dropped.</summary>
    public float Keep { get; }

    /// <summary>Log-odds from which a block that the rules left out is taken.</summary>
    public float Add { get; }

    /// <summary>Values of the second round: the first round's, its scores around the block, and the mean and best of the block's parent.</summary>
    public static int SecondCount => BlockFeatures.Count + (2 * Reach) + 3;

    /// <summary>Reads a model: magic, tokens, first round, second round, the two bounds.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static BodyModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("This is no body model, or one of another version.");
        }

        return new(TokenTable.Read(reader), TreeEnsemble.Read(reader), TreeEnsemble.Read(reader), reader.ReadSingle(), reader.ReadSingle());
    }

    /// <summary>First bytes of a model file; changed whenever features are.</summary>
    public const uint Magic = 0x4E504231;

    /// <summary>The same model with other bounds.</summary>
    public BodyModel With(float keep, float add) => new(tokens, first, second, keep, add);

    /// <summary>Log-odds of each block.</summary>
    public float[] Score(PageScan scan, BodySelection rules, string title, string description)
    {
        var features = BlockFeatures.Of(scan, rules, title, description, tokens);
        var scores = new float[scan.Blocks.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = first.Score(features.Of(i));
        }

        var parents = Parents(scan, scores);
        var row = new float[SecondCount];
        var result = new float[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            SecondRow(features, scores, parents, scan, i, row);
            result[i] = second.Score(row);
        }

        return result;
    }

    /// <summary>Mean and best first score below each container's children, weighed by length.</summary>
    public static (float Mean, float Best)[] Parents(PageScan scan, float[] scores)
    {
        var sums = new (double Score, double Length, float Best)[scan.Containers.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var block = scan.Blocks[i];
            ref var sum = ref sums[Math.Max(0, scan.Containers[block.Container].Parent)];
            sum = (sum.Score + (scores[i] * block.Length), sum.Length + block.Length, sum.Length == 0 ? scores[i] : Math.Max(sum.Best, scores[i]));
        }

        return Array.ConvertAll(sums, static sum => ((float)(sum.Length == 0 ? 0 : sum.Score / sum.Length), sum.Best));
    }

    /// <summary>Fills the values of the second round.</summary>
    public static void SecondRow(BlockFeatures features, float[] scores, (float Mean, float Best)[] parents, PageScan scan, int block, Span<float> row)
    {
        features.Of(block).CopyTo(row);
        var n = BlockFeatures.Count;
        for (var offset = -Reach; offset <= Reach; offset++)
        {
            var at = block + offset;
            row[n++] = at < 0 || at >= scores.Length ? -6 : scores[at];
        }

        var parent = parents[Math.Max(0, scan.Containers[scan.Blocks[block].Container].Parent)];
        row[n++] = parent.Mean;
        row[n] = parent.Best;
    }
}
