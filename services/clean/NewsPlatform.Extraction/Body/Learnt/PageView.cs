namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>What the features of all blocks of a page have in common, worked out once.</summary>
internal sealed class PageView
{
    private readonly Dictionary<string, (float Own, float Least, float Most)> names = new(StringComparer.Ordinal);
    private readonly List<uint> tokens = [];
    private readonly double[] keptIn;
    private readonly int[] steps;

    /// <summary>Looks over a page.</summary>
    public PageView(PageScan scan, BodySelection rules, string title, TokenScores scores)
    {
        Scan = scan;
        Root = scan.Containers[rules.Root];
        AllProse = scan.Containers[0].Prose;
        Kept = new bool[scan.Blocks.Count];
        foreach (var i in rules.Kept)
        {
            Kept[i] = true;
        }

        KeptCount = rules.Kept.Count;
        FirstKept = KeptCount == 0 ? 0 : rules.Kept[0];
        LastKept = KeptCount == 0 ? 0 : rules.Kept[^1];
        KeptLength = rules.Length;
        Verdicts = new BlockVerdict[scan.Blocks.Count];
        for (var i = 0; i < Verdicts.Length; i++)
        {
            Verdicts[i] = BlockFilter.Judge(scan, i, title);
        }

        keptIn = new double[scan.Containers.Count];
        Headline = -1;
        Distances(rules);
        OwnNames = new float[scan.Containers.Count];
        PathNames = new float[scan.Containers.Count];
        LeastNames = new float[scan.Containers.Count];
        MostNames = new float[scan.Containers.Count];
        ScoreNames(scores);
        steps = new int[scan.Containers.Count];
        MarkMain();
    }

    public PageScan Scan { get; }

    public Container Root { get; }

    public double AllProse { get; }

    public bool[] Kept { get; }

    /// <summary>The rules' verdict on each block.</summary>
    public BlockVerdict[] Verdicts { get; }

    public int KeptCount { get; }

    public int FirstKept { get; }

    public int LastKept { get; }

    public double KeptLength { get; }

    public double KeptLinked { get; private set; }

    /// <summary>Characters kept before each block.</summary>
    public double[] KeptBefore { get; private set; } = [];

    /// <summary>Blocks since the last kept one, at most 20.</summary>
    public int[] SinceKept { get; private set; } = [];

    /// <summary>Blocks until the next kept one, at most 20.</summary>
    public int[] UntilKept { get; private set; } = [];

    /// <summary>Index of the block that is the first first-level heading; -1 without.</summary>
    public int Headline { get; private set; }

    /// <summary>What the names of each container itself are worth.</summary>
    public float[] OwnNames { get; }

    /// <summary>What the names on the way down to each container are worth, nearer ones more.</summary>
    public float[] PathNames { get; }

    /// <summary>The worst name on the way down.</summary>
    public float[] LeastNames { get; }

    /// <summary>The best name on the way down.</summary>
    public float[] MostNames { get; }

    /// <summary>Characters that the rules kept directly below the children of a container.</summary>
    public double KeptIn(int container) => container < 0 ? 0 : keptIn[container];

    /// <summary>Steps up from a container to one that holds the main text's parent.</summary>
    public int StepsToMain(int container) => steps[container];

    /// <summary>Mean, least and first score of a text's words.</summary>
    public (float Mean, float Least, float Start) TextScore(string text, TokenScores scores)
    {
        tokens.Clear();
        TokenScores.Words(text, tokens);
        int sum = 0, least = 0, start = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var score = scores.Of(tokens[i]);
            sum += score;
            least = Math.Min(least, score);
            start += i < 4 ? score : 0;
        }

        return (tokens.Count == 0 ? 0 : (float)sum / tokens.Count, least, start);
    }

    private void Distances(BodySelection rules)
    {
        var count = Scan.Blocks.Count;
        KeptBefore = new double[count];
        SinceKept = new int[count];
        UntilKept = new int[count];
        double before = 0;
        var since = 20;
        for (var i = 0; i < count; i++)
        {
            var block = Scan.Blocks[i];
            KeptBefore[i] = before;
            SinceKept[i] = since;
            since = Kept[i] ? 0 : Math.Min(20, since + 1);
            before += Kept[i] ? block.Length : 0;
            KeptLinked += Kept[i] ? block.Linked : 0;
            Headline = Headline < 0 && Scan.Containers[block.Container].Tag == "h1" ? i : Headline;
        }

        var until = 20;
        for (var i = count - 1; i >= 0; i--)
        {
            UntilKept[i] = until;
            until = Kept[i] ? 0 : Math.Min(20, until + 1);
        }

        foreach (var i in rules.Kept)
        {
            var parent = Scan.Containers[Scan.Blocks[i].Container].Parent;
            keptIn[Math.Max(0, parent)] += Scan.Blocks[i].Length;
        }
    }

    private void ScoreNames(TokenScores scores)
    {
        for (var i = 0; i < Scan.Containers.Count; i++)
        {
            var container = Scan.Containers[i];
            var (own, least, most) = container.Tag is "html" or "body" ? default : Names(container.Names, scores);
            var up = container.Parent;
            OwnNames[i] = own;
            PathNames[i] = own + (up < 0 ? 0 : PathNames[up] * 0.7f);
            LeastNames[i] = Math.Min(least, up < 0 ? 0 : LeastNames[up]);
            MostNames[i] = Math.Max(most, up < 0 ? 0 : MostNames[up]);
        }
    }

    private (float Own, float Least, float Most) Names(string text, TokenScores scores)
    {
        if (text.Length == 0)
        {
            return default;
        }

        if (names.TryGetValue(text, out var known))
        {
            return known;
        }

        tokens.Clear();
        TokenScores.Names(text, tokens);
        int least = 0, most = 0, sum = 0;
        foreach (var token in tokens)
        {
            var score = scores.Of(token);
            least = Math.Min(least, score);
            most = Math.Max(most, score);
            sum += score;
        }

        return names[text] = (tokens.Count == 0 ? 0 : (float)sum / tokens.Count, least, most);
    }

    /// <summary>From each container the steps up to the first that holds the parent of most kept text.</summary>
    private void MarkMain()
    {
        var main = 0;
        for (var i = 1; i < keptIn.Length; i++)
        {
            main = keptIn[i] > keptIn[main] ? i : main;
        }

        var holds = new bool[steps.Length];
        for (var up = main; up >= 0; up = Scan.Containers[up].Parent)
        {
            holds[up] = true;
        }

        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = holds[i] ? 0 : steps[Scan.Containers[i].Parent] + 1;
        }
    }
}
