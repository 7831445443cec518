using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Training.Body;

/// <summary>Trained trees in the product's own form.</summary>
internal sealed record Forest(IReadOnlyList<IReadOnlyList<TreeEnsemble.Node>> Trees, float Bias)
{
    /// <summary>Takes the trees out of a LightGBM model.</summary>
    public static Forest Of(LightGbmBinaryModelParameters model)
    {
        var learnt = model.TrainedTreeEnsemble;
        return new([.. learnt.Trees.Select((tree, i) => Of(tree, learnt.TreeWeights[i]))], (float)learnt.Bias);
    }

    /// <summary>Writes the mean of forests of equally many trees, in turn a tree of each.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<Forest> forests)
    {
        var trees = Enumerable.Range(0, forests.Max(forest => forest.Trees.Count))
            .SelectMany(i => forests.Where(forest => i < forest.Trees.Count).Select(forest => forest.Trees[i]))
            .Select(tree => (IReadOnlyList<TreeEnsemble.Node>)[.. tree.Select(node => node.Feature < 0 ? node with { Value = node.Value / forests.Count } : node)]);
        TreeEnsemble.Write(writer, [.. trees], forests.Average(forest => forest.Bias));
    }

    // Inner nodes come first, leaves behind them; a child below zero is the leaf of its complement.
    private static List<TreeEnsemble.Node> Of(RegressionTree tree, double weight)
    {
        var inner = tree.NumberOfNodes;
        short At(int child) => (short)(child >= 0 ? child : inner + ~child);
        var nodes = new List<TreeEnsemble.Node>();
        for (var i = 0; i < inner; i++)
        {
            nodes.Add(new((short)tree.NumericalSplitFeatureIndexes[i], tree.NumericalSplitThresholds[i], At(tree.LeftChild[i]), At(tree.RightChild[i])));
        }

        foreach (var leaf in tree.LeafValues)
        {
            nodes.Add(new(-1, (float)(leaf * weight), 0, 0));
        }

        return nodes;
    }
}
