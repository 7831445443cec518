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

    /// <summary>The sum of the leaves that the features lead to: log-odds. What stands very low or high after three trees of eight is not asked further.</summary>
    public float Score(ReadOnlySpan<float> features)
    {
        if (features.Length < width)
        {
            throw new ArgumentException($"{features.Length} features are too few for trees that ask for {width}.", nameof(features));
        }

        // Indexes were checked when the trees were read.
        ref var given = ref MemoryMarshal.GetReference(features);
        ref var first = ref MemoryMarshal.GetArrayDataReference(nodes);
        var sum = bias;
        var early = roots.Length * 3 / 8;
        for (var tree = 0; tree < roots.Length; tree++)
        {
            if (tree == early && sum is < Hopeless or > Sure)
            {
                return sum;
            }

            ref var root = ref Unsafe.Add(ref first, roots[tree]);
            ref var node = ref root;
            while (node.Feature >= 0)
            {
                node = ref Unsafe.Add(ref root, Unsafe.Add(ref given, node.Feature) <= node.Value ? node.Left : node.Right);
            }

            sum += node.Value;
        }

        return sum;
    }

    /// <summary>A split, or a leaf when <paramref name="Feature"/> is -1.</summary>
    /// <param name="Feature">Which feature is compared.</param>
    /// <param name="Value">The greatest value that goes left; for a leaf its output.</param>
    /// <param name="Left">Index in the tree.</param>
    /// <param name="Right">Index in the tree.</param>
    internal readonly record struct Node(short Feature, float Value, short Left, short Right);
}
