using NewsPlatform.Extraction.Body.Learnt;
using Node = NewsPlatform.Extraction.Body.Learnt.TreeEnsemble.Node;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class TreeEnsembleTests
{
    private static TreeEnsemble Read(params IReadOnlyList<IReadOnlyList<Node>> trees)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        TreeEnsemble.Write(writer, trees, 0.5f);
        file.Position = 0;
        using var reader = new BinaryReader(file);
        return TreeEnsemble.Read(reader);
    }

    private static Node Leaf(float value) => new(-1, value, 0, 0);

    // As it is written: down from the root, left when not greater.
    private static float Walk(List<Node> tree, ReadOnlySpan<float> row)
    {
        var node = tree[0];
        while (node.Feature >= 0)
        {
            node = tree[row[node.Feature] <= node.Value ? node.Left : node.Right];
        }

        return node.Value;
    }

    private static List<Node> Random(Random random, int features, int depth)
    {
        var nodes = new List<Node>();
        Grow(depth);
        return nodes;

        short Grow(int left)
        {
            var at = (short)nodes.Count;
            nodes.Add(Leaf(random.NextSingle()));
            if (left > 0 && random.Next(5) > 0)
            {
                nodes[at] = new((short)random.Next(features), random.Next(-3, 4), Grow(left - 1), Grow(left - 1));
            }

            return at;
        }
    }

    [Fact]
    public void Rows_get_the_leaves_that_their_features_lead_to()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            // One tree: none is left out for what the first ones say.
            var tree = Random(random, 5, 9);
            var rows = Enumerable.Range(0, 23 * 5).Select(_ => random.Next(12) switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, var value => value - 6f }).ToArray();
            var scores = new float[23];
            Read(tree).Score(rows, 5, [.. Enumerable.Range(0, 23)], scores);
            Assert.All(Enumerable.Range(0, 23), i => Assert.Equal(0.5f + Walk(tree, rows.AsSpan(i * 5, 5)), scores[i]));
        }
    }

    [Fact]
    public void Split_that_leads_back_or_where_another_does_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Read([new Node(0, 1, 0, 1), Leaf(1)]));
        Assert.Throws<InvalidDataException>(() => Read([new Node(0, 1, 1, 1), Leaf(1), Leaf(2)]));
        Assert.Throws<InvalidDataException>(() => Read([new Node(0, 1, 1, 3), Leaf(1)]));
    }

    [Fact]
    public void Ladder_of_shared_nodes_is_refused_before_it_is_climbed()
    {
        var ladder = Enumerable.Range(1, 40).Select(next => new Node(0, 1, (short)next, (short)next)).Append(Leaf(1)).Concat(Enumerable.Repeat(Leaf(0), 140_000)).ToList();
        Assert.Throws<InvalidDataException>(() => Read(ladder));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0x40000000)]
    [InlineData(int.MaxValue)]
    public void Count_that_no_model_has_is_refused(int count)
    {
        byte[] trees = [0, 0, 0, 0, .. BitConverter.GetBytes(count), 0, 0, 0, 0];
        Assert.Throws<InvalidDataException>(() => TreeEnsemble.Read(new BinaryReader(new MemoryStream(trees))));
        byte[] tokens = [.. BitConverter.GetBytes(count), 0, 0, 0, 0];
        Assert.Throws<InvalidDataException>(() => TokenTable.Read(new BinaryReader(new MemoryStream(tokens))));
    }

    [Fact]
    public void Tokens_have_the_scores_that_were_written_and_others_none()
    {
        var random = new Random(11);
        var written = Enumerable.Range(0, 20_000).Select(_ => (uint)random.NextInt64(1L << 32)).Append(0u).Distinct().ToDictionary(token => token, _ => (sbyte)random.Next(1, 127));
        using var file = new MemoryStream();
        TokenTable.Write(new BinaryWriter(file), written);
        file.Position = 0;
        var table = TokenTable.Read(new BinaryReader(file));

        Assert.All(written, pair => Assert.Equal(pair.Value, table.Of(pair.Key)));
        Assert.All(Enumerable.Range(0, 500_000).Select(_ => (uint)random.NextInt64(1L << 32)).Where(token => !written.ContainsKey(token)), token => Assert.Equal(0, table.Of(token)));
    }
}
