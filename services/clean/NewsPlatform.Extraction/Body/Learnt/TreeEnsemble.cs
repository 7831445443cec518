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

    private readonly Tree[] trees;
    private readonly Split[] splits;
    private readonly float[] outputs;
    private readonly float bias;
    private readonly int width;

    private TreeEnsemble(int[] roots, Node[] nodes, float bias)
    {
        (trees, splits, outputs, this.bias) = (new Tree[roots.Length], new Split[nodes.Length], new float[nodes.Length], bias);
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

            trees[tree] = new(roots[tree], Lay(nodes.AsSpan(roots[tree]..end), splits.AsSpan(roots[tree]..end), outputs.AsSpan(roots[tree]..end)));
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TreeEnsemble Read(BinaryReader reader)
    {
        var start = reader.ReadSingle();
        var roots = new int[BodyModel.Count(reader)];
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = reader.ReadInt32();
        }

        var nodes = new Node[BodyModel.Count(reader)];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = new(reader.ReadInt16(), reader.ReadSingle(), reader.ReadInt16(), reader.ReadInt16());
        }

        return new(roots, nodes, start);
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

        var early = trees.Length * 3 / 8;
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

            Add(early, trees.Length, rows, stride, open[..left], scores);
            which = which[count..];
        }
    }

    /// <summary>Lays a tree out so that the right child of a split is the one behind its left child, and a leaf leads to itself.</summary>
    /// <returns>Steps from the root to the farthest leaf.</returns>
    private static int Lay(ReadOnlySpan<Node> tree, Span<Split> laid, Span<float> leaves)
    {
        var places = new List<(int Node, int Depth)>(tree.Length) { (0, 0) };
        var seen = new bool[tree.Length];
        for (var i = 0; i < places.Count; i++)
        {
            if (seen[places[i].Node] || places.Count > short.MaxValue)
            {
                throw new InvalidDataException("A split of a tree leads to where another does, or the tree is too large.");
            }

            seen[places[i].Node] = true;
            var node = tree[places[i].Node];
            if (node.Feature < 0)
            {
                (laid[i], leaves[i]) = (new(float.PositiveInfinity, 0, (short)i), node.Value);
                continue;
            }

            laid[i] = new(node.Value, node.Feature, (short)places.Count);
            places.Add((node.Left, places[i].Depth + 1));
            places.Add((node.Right, places[i].Depth + 1));
        }

        return places[^1].Depth;
    }

    // No step depends on a comparison's outcome, which no processor can foresee, and four blocks go down a tree side by side: while one
    // waits for its split, the others read theirs.
    private void Add(int from, int to, ReadOnlySpan<float> rows, int stride, ReadOnlySpan<int> which, Span<float> scores)
    {
        // Indexes of features and splits were checked when the trees were read.
        foreach (var (first, depth) in trees.AsSpan(from..to))
        {
            ref var root = ref splits[first];
            var i = 0;
            for (; i + 4 <= which.Length; i += 4)
            {
                ref var one = ref MemoryMarshal.GetReference(rows.Slice(which[i] * stride, stride));
                ref var two = ref MemoryMarshal.GetReference(rows.Slice(which[i + 1] * stride, stride));
                ref var three = ref MemoryMarshal.GetReference(rows.Slice(which[i + 2] * stride, stride));
                ref var four = ref MemoryMarshal.GetReference(rows.Slice(which[i + 3] * stride, stride));
                int a = 0, b = 0, c = 0, d = 0;
                for (var step = 0; step < depth; step++)
                {
                    a = Step(ref root, a, ref one);
                    b = Step(ref root, b, ref two);
                    c = Step(ref root, c, ref three);
                    d = Step(ref root, d, ref four);
                }

                scores[which[i]] += outputs[first + a];
                scores[which[i + 1]] += outputs[first + b];
                scores[which[i + 2]] += outputs[first + c];
                scores[which[i + 3]] += outputs[first + d];
            }

            for (; i < which.Length; i++)
            {
                ref var row = ref MemoryMarshal.GetReference(rows.Slice(which[i] * stride, stride));
                var at = 0;
                for (var step = 0; step < depth; step++)
                {
                    at = Step(ref root, at, ref row);
                }

                scores[which[i]] += outputs[first + at];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ref Split root, int at, ref float row)
    {
        ref var split = ref Unsafe.Add(ref root, at);
        return split.Left + (Unsafe.Add(ref row, split.Feature) > split.Value ? 1 : 0);
    }

    /// <summary>A split, or a leaf when <paramref name="Feature"/> is -1.</summary>
    /// <param name="Feature">Which feature is compared.</param>
    /// <param name="Value">The greatest value that goes left; for a leaf its output.</param>
    /// <param name="Left">Index in the tree.</param>
    /// <param name="Right">Index in the tree.</param>
    internal readonly record struct Node(short Feature, float Value, short Left, short Right);

    // Where a tree begins, and how many steps lead to any of its leaves.
    private readonly record struct Tree(int First, int Depth);

    // What is greater than the value goes to the split behind the left one.
    private readonly record struct Split(float Value, short Feature, short Left);
}
