using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Boosted regression trees in one array of nodes.</summary>
internal sealed class TreeEnsemble
{
    // No block this low came back above the bounds often enough to change a figure's third digit.
    private const float Hopeless = -2;

    // Nor did one this high fall below them.
    private const float Sure = 2.5f;

    // So many blocks' features fit into the nearest cache beside a tree; all the trees do not.
    private const int Together = 16;

    private readonly int[] roots;
    private readonly Node[] nodes;
    private readonly float bias;
    private readonly int width;

    private TreeEnsemble(int[] roots, Node[] nodes, float bias)
    {
        (this.roots, this.nodes, this.bias) = (roots, nodes, bias);
        for (var tree = 0; tree < roots.Length; tree++)
        {
            var end = tree + 1 < roots.Length ? roots[tree + 1] : nodes.Length;
            if (roots[tree] < 0 || roots[tree] >= end || end > nodes.Length)
            {
                throw new InvalidDataException("A tree lies outside the model.");
            }

            for (var i = roots[tree]; i < end; i++)
            {
                var here = i - roots[tree];
                var node = nodes[i];
                if (node.Feature >= 0 && (node.Left <= here || node.Right <= here || roots[tree] + Math.Max(node.Left, node.Right) >= end))
                {
                    throw new InvalidDataException("A split of a tree leads back or out of it.");
                }

                width = Math.Max(width, node.Feature + 1);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TreeEnsemble Read(BinaryReader reader)
    {
        var start = reader.ReadSingle();
        var trees = new int[reader.ReadInt32()];
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = reader.ReadInt32();
        }

        var splits = new Node[reader.ReadInt32()];
        for (var i = 0; i < splits.Length; i++)
        {
            splits[i] = new(reader.ReadInt16(), reader.ReadSingle(), reader.ReadInt16(), reader.ReadInt16());
        }

        return new(trees, splits, start);
    }

    /// <summary>Writes trees: each a list of nodes whose children are indexes in that list; a leaf has the feature -1.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<IReadOnlyList<Node>> trees, float bias)
    {
        writer.Write(bias);
        writer.Write(trees.Count);
        var root = 0;
        foreach (var tree in trees)
        {
            writer.Write(root);
            root += tree.Count;
        }

        writer.Write(root);
        foreach (var node in trees.SelectMany(static tree => tree))
        {
            writer.Write(node.Feature);
            writer.Write(node.Value);
            writer.Write(node.Left);
            writer.Write(node.Right);
        }
    }

    /// <summary>
    /// The sums of the leaves that blocks' features lead to: log-odds. What stands very low or high after three trees of eight is not asked
    /// further. A tree is asked for several blocks before the next.
    /// </summary>
    /// <param name="rows">Features, a row a block.</param>
    /// <param name="stride">Values a row.</param>
    /// <param name="which">The rows that are asked for.</param>
    /// <param name="scores">Takes the sums, by the numbers of the rows.</param>
    public void Score(ReadOnlySpan<float> rows, int stride, ReadOnlySpan<int> which, Span<float> scores)
    {
        if (stride < width)
        {
            throw new ArgumentException($"{stride} features are too few for trees that ask for {width}.", nameof(stride));
        }

        var early = roots.Length * 3 / 8;
        Span<int> open = stackalloc int[Together];
        while (!which.IsEmpty)
        {
            var count = Math.Min(Together, which.Length);
            foreach (var row in which[..count])
            {
                scores[row] = bias;
            }

            Add(0, early, rows, stride, which[..count], scores);
            var left = 0;
            foreach (var row in which[..count])
            {
                if (scores[row] is not (< Hopeless or > Sure))
                {
                    open[left++] = row;
                }
            }

            Add(early, roots.Length, rows, stride, open[..left], scores);
            which = which[count..];
        }
    }

    private void Add(int from, int to, ReadOnlySpan<float> rows, int stride, ReadOnlySpan<int> which, Span<float> scores)
    {
        // Indexes of features and nodes were checked when the trees were read.
        ref var first = ref MemoryMarshal.GetArrayDataReference(nodes);
        for (var tree = from; tree < to; tree++)
        {
            ref var root = ref Unsafe.Add(ref first, roots[tree]);
            foreach (var row in which)
            {
                ref var given = ref MemoryMarshal.GetReference(rows.Slice(row * stride, stride));
                ref var node = ref root;
                while (node.Feature >= 0)
                {
                    node = ref Unsafe.Add(ref root, Unsafe.Add(ref given, node.Feature) <= node.Value ? node.Left : node.Right);
                }

                scores[row] += node.Value;
            }
        }
    }

    /// <summary>A split, or a leaf when <paramref name="Feature"/> is -1.</summary>
    /// <param name="Feature">Which feature is compared.</param>
    /// <param name="Value">The greatest value that goes left; for a leaf its output.</param>
    /// <param name="Left">Index in the tree.</param>
    /// <param name="Right">Index in the tree.</param>
    internal readonly record struct Node(short Feature, float Value, short Left, short Right);
}
