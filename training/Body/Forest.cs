using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Training.Body;

/// <summary>Trained trees in the product's own form.</summary>
internal sealed class Forest
{
    private readonly TreeEnsemble ensemble;

    private Forest(IReadOnlyList<IReadOnlyList<TreeEnsemble.Node>> trees, float bias)
    {
        (Trees, Bias) = (trees, bias);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        TreeEnsemble.Write(writer, trees, bias);
        file.Position = 0;
        ensemble = TreeEnsemble.Read(new BinaryReader(file));
    }

    public IReadOnlyList<IReadOnlyList<TreeEnsemble.Node>> Trees { get; }

    public float Bias { get; }

    public float Score(ReadOnlySpan<float> features) => ensemble.Score(features);

    /// <summary>Takes the trees out of a LightGBM model.</summary>
    public static Forest Of(LightGbmBinaryModelParameters model)
    {
        var learnt = model.TrainedTreeEnsemble;
        var trees = learnt.Trees.Select((tree, i) => Of(tree, learnt.TreeWeights[i])).ToList();
        return new(trees, (float)learnt.Bias);
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
