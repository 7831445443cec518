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
    public const uint Magic = 0x4E504233;

    /// <summary>What a block gets that is not worth a look.</summary>
    public const float Never = -10;

    // What the first look holds for hopeless gets no second.
    internal const float LeastSecond = -4.5f;

    private readonly TokenTable tokens;
    private readonly TreeEnsemble first, second;

    private BodyModel(TokenTable tokens, TreeEnsemble first, TreeEnsemble second, float keep, float add)
    {
        this.tokens = tokens;
        (this.first, this.second) = (first, second);
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

        return new(TokenTable.Read(reader), TreeEnsemble.Read(reader), TreeEnsemble.Read(reader), reader.ReadSingle(), reader.ReadSingle());
    }

    /// <summary>The same model with other bounds.</summary>
    public BodyModel With(float keep, float add) => new(tokens, first, second, keep, add);

    /// <summary>Log-odds of each block; <see cref="Never"/> for those that are not worth a look.</summary>
    public float[] Score(PageScan scan, BodySelection rules, string title, string description)
    {
        using var page = new PageView(scan, rules, title, description, tokens);
        var rows = ArrayPool<float>.Shared.Rent(Math.Max(1, scan.Blocks.Count * BlockFeatures.Count));
        var scores = FirstLook(page, first, rows);
        SecondLook(page, scores, rows);
        ArrayPool<float>.Shared.Return(rows);
        return scores;
    }

    /// <summary>Log-odds of each block by itself.</summary>
    internal static float[] FirstLook(PageView page, TreeEnsemble trees, float[] rows)
    {
        var scores = new float[page.Scan.Blocks.Count];
        var candidates = new List<int>();
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Never;
            if (page.IsCandidate(i))
            {
                BlockFeatures.Describe(page, i, rows.AsSpan(i * BlockFeatures.Count, BlockFeatures.Count));
                candidates.Add(i);
            }
        }

        trees.Score(rows, BlockFeatures.Count, CollectionsMarshal.AsSpan(candidates), scores);
        return scores;
    }

    private void SecondLook(PageView page, float[] scores, float[] rows)
    {
        var around = new Surroundings(page, scores);
        var open = new List<int>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > LeastSecond)
            {
                open.Add(i);
            }
        }

        const int Width = BlockFeatures.Count + Surroundings.Count;
        var longer = ArrayPool<float>.Shared.Rent(Math.Max(1, open.Count * Width));
        var (all, better) = (new int[open.Count], new float[open.Count]);
        for (var k = 0; k < open.Count; k++)
        {
            var row = longer.AsSpan(k * Width, Width);
            rows.AsSpan(open[k] * BlockFeatures.Count, BlockFeatures.Count).CopyTo(row);
            around.Describe(open[k], row[BlockFeatures.Count..]);
            all[k] = k;
        }

        second.Score(longer, Width, all, better);
        for (var k = 0; k < open.Count; k++)
        {
            scores[open[k]] = better[k];
        }

        ArrayPool<float>.Shared.Return(longer);
    }
}
