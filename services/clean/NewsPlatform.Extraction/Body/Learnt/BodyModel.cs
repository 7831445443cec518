using System.Buffers;
using System.Runtime.InteropServices;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// Tells for each block of a page how likely it is a part of the article. One half of its trees has never been told what the rules
/// chose, so that both do not err on the same pages. Read-only; safe for concurrent use.
/// </summary>
internal sealed class BodyModel
{
    /// <summary>First bytes of a model file; changed whenever features are.</summary>
    public const uint Magic = 0x4E504234;

    /// <summary>What a block gets that is not worth a look.</summary>
    public const float Never = -10;

    private const int MaxCount = 1 << 22;

    private readonly TokenTable tokens;
    private readonly TreeEnsemble trees;

    private BodyModel(TokenTable tokens, TreeEnsemble trees, float keep, float add)
    {
        this.tokens = tokens;
        this.trees = trees;
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

    /// <summary>Reads a model: magic, tokens, trees, the two bounds.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static BodyModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("This is no body model, or one of another version.");
        }

        return new(TokenTable.Read(reader), TreeEnsemble.Read(reader), reader.ReadSingle(), reader.ReadSingle());
    }

    /// <summary>Reads how many of something follow.</summary>
    /// <exception cref="InvalidDataException">So many no model has.</exception>
    public static int Count(BinaryReader reader) => reader.ReadInt32() is >= 0 and <= MaxCount and var count ? count : throw new InvalidDataException("The model is damaged.");

    /// <summary>The same model with other bounds.</summary>
    public BodyModel With(float keep, float add) => new(tokens, trees, keep, add);

    /// <summary>Log-odds of each block; <see cref="Never"/> for those that are not worth a look.</summary>
    public float[] Score(PageScan scan, BodySelection rules, string title, string description)
    {
        using var page = new PageView(scan, rules, title, description, tokens);
        var scores = new float[scan.Blocks.Count];
        Array.Fill(scores, Never);
        var candidates = new List<int>();
        var rows = ArrayPool<float>.Shared.Rent(Math.Max(1, scan.Blocks.Count * BlockFeatures.Count));
        try
        {
            for (var i = 0; i < scores.Length; i++)
            {
                if (page.IsCandidate(i))
                {
                    BlockFeatures.Describe(page, i, rows.AsSpan(i * BlockFeatures.Count, BlockFeatures.Count));
                    candidates.Add(i);
                }
            }

            trees.Score(rows, BlockFeatures.Count, CollectionsMarshal.AsSpan(candidates), scores);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }

        return scores;
    }
}
