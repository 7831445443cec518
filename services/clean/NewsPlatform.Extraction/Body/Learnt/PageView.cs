using System.Runtime.InteropServices;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>What the features of all blocks of a page have in common, worked out once.</summary>
internal sealed class PageView : IDisposable
{
    private const int Far = 20;
    private const int SummaryWords = 50;

    private readonly TokenScores scores;
    private readonly List<uint> tokens = [];
    private readonly BlockWords words;
    private readonly TripleSet? headline, summary;
    private readonly double[] keptIn;
    private readonly int[] groups;
    private readonly List<(int Count, double Length)> groupSizes = [];
    private readonly float[] lengths, densities, punctuation;
    private int[] tokenScores = [];

    /// <summary>Looks over a page.</summary>
    /// <param name="scan">The page, with weights applied.</param>
    /// <param name="rules">What the rules chose; it has a root.</param>
    /// <param name="title">The article's title.</param>
    /// <param name="description">The page's own summary of the article; empty without.</param>
    /// <param name="scores">What words are worth.</param>
    public PageView(PageScan scan, BodySelection rules, string title, string description, TokenScores scores)
    {
        this.scores = scores;
        Scan = scan;
        Root = scan.Containers[rules.Root];
        words = new BlockWords(scan.Blocks);
        AllProse = scan.Containers[0].Prose;
        AllLength = scan.Containers[0].Length;
        headline = title.Length > 10 ? new TripleSet(title) : null;
        summary = description.Length > 40 ? new TripleSet(description) : null;
        TitleIdeographs = title.Length == 0 ? 0 : (float)TextShape.Of(title).Ideographs / title.Length;
        var count = scan.Blocks.Count;
        Kept = new bool[count];
        foreach (var i in rules.Kept)
        {
            Kept[i] = true;
        }

        KeptCount = rules.Kept.Count;
        FirstKept = KeptCount == 0 ? 0 : rules.Kept[0];
        LastKept = KeptCount == 0 ? 0 : rules.Kept[^1];
        KeptLength = rules.Length;
        Verdicts = new BlockVerdict[count];
        (KeptBefore, LengthBefore) = (new double[count], new double[count]);
        (SinceKept, UntilKept) = (new int[count], new int[count]);
        (lengths, densities, punctuation) = (new float[count + 1], new float[count + 1], new float[count + 1]);
        keptIn = new double[scan.Containers.Count];
        ProseAround = new double[scan.Containers.Count];
        Headline = -1;
        Sum(title);
        (Names, Tree) = (new NameScores[scan.Containers.Count], new float[scan.Containers.Count]);
        groups = new int[count];
        ScoreNames();
        StepsToKept = StepsTo(Greatest(keptIn));
        StepsToProse = StepsTo(Greatest(ProseAround));
        (PrintedBefore, PrintedAfter) = RepeatedText.Of(words, count);
    }

    public PageScan Scan { get; }

    public Container Root { get; }

    public double AllProse { get; }

    public double AllLength { get; }

    /// <summary>Share of the title that is ideographs.</summary>
    public float TitleIdeographs { get; }

    public bool[] Kept { get; }

    /// <summary>The rules' verdict on each block.</summary>
    public BlockVerdict[] Verdicts { get; }

    public int KeptCount { get; }

    public int FirstKept { get; }

    public int LastKept { get; }

    public double KeptLength { get; }

    public double KeptLinked { get; private set; }

    /// <summary>Characters kept before each block.</summary>
    public double[] KeptBefore { get; }

    /// <summary>Characters before each block.</summary>
    public double[] LengthBefore { get; }

    /// <summary>Blocks since the last kept one, at most 20.</summary>
    public int[] SinceKept { get; }

    /// <summary>Blocks until the next kept one, at most 20.</summary>
    public int[] UntilKept { get; }

    /// <summary>Share of each block's word triples that blocks before it have.</summary>
    public float[] PrintedBefore { get; }

    /// <summary>Share of each block's word triples that blocks behind it have.</summary>
    public float[] PrintedAfter { get; }

    /// <summary>Index of the block that is the first first-level heading; -1 without.</summary>
    public int Headline { get; private set; }

    /// <summary>What the names of each container and those around it are worth.</summary>
    public NameScores[] Names { get; }

    /// <summary>1 inside an <c>article</c>, 2 inside <c>main</c>, 4 inside a container that is named as the article's body, added up.</summary>
    public float[] Tree { get; }

    /// <summary>Characters of running text that stand beside each container's own: those of its parent's other children.</summary>
    public double[] ProseAround { get; private set; }

    /// <summary>Steps up from each container to one that holds the parent of most kept text.</summary>
    public int[] StepsToKept { get; }

    /// <summary>Steps up from each container to one that holds the parent of most running text.</summary>
    public int[] StepsToProse { get; }

    /// <summary>
    /// Whether a block is worth a look: the rules chose it, or it is neither a short link nor a few letters that speak against
    /// themselves. Two blocks of three are not, and one true word in two hundred is lost by that.
    /// </summary>
    public bool IsCandidate(int block)
    {
        var text = Scan.Blocks[block];
        return Kept[block] || !((text.LinkDensity > 0.75 && text.Length < 80) || (text.Length < 25 && Verdicts[block] == BlockVerdict.Drop));
    }

    /// <summary>Characters that the rules kept directly below the children of a container.</summary>
    public double KeptIn(int container) => container < 0 ? 0 : keptIn[container];

    /// <summary>How many blocks, of which length together, stand in containers of the same tags and names as a block's.</summary>
    public (int Count, double Length) Alike(int block) => groupSizes[groups[block]];

    /// <summary>Whether two blocks stand in containers of the same tags and names.</summary>
    public bool IsAlike(int block, int other) => groups[block] == groups[other];

    /// <summary>Share of a block's word triples that the title has; -1 for long texts and without a title.</summary>
    public float HeadlineShare(int block) => headline is null || Scan.Blocks[block].Text.Length > 400 ? -1 : headline.ShareOf(words.Of(block));

    /// <summary>Share of the word triples of a block's first words that the summary has; -1 without one.</summary>
    public float SummaryShare(int block) => summary is null ? -1 : summary.ShareOf(words.Of(block) is { Length: > SummaryWords } longer ? longer[..SummaryWords] : words.Of(block));

    /// <inheritdoc/>
    public void Dispose() => words.Dispose();

    /// <summary>Mean length, link density and punctuation of the blocks around one.</summary>
    public int Window(int block, Span<float> row)
    {
        var (from, to) = (Math.Max(0, block - 5), Math.Min(Scan.Blocks.Count, block + 6));
        row[0] = (lengths[to] - lengths[from]) / (to - from);
        row[1] = (densities[to] - densities[from]) / (to - from);
        row[2] = (punctuation[to] - punctuation[from]) / (to - from);
        return 3;
    }

    /// <summary>Mean, least and first score of a block's words, the score of a short line and of a long text's end.</summary>
    public int TextScores(int block, Span<float> row)
    {
        tokens.Clear();
        TokenScores.Words(words.Of(block), tokens);
        tokens.Add(words.LineOf(block));
        var found = Scores();
        var own = found[..^1];
        int sum = 0, least = 0, start = 0;
        for (var i = 0; i < own.Length; i++)
        {
            sum += own[i];
            least = Math.Min(least, own[i]);
            start += i < 4 ? own[i] : 0;
        }

        row[0] = own.IsEmpty ? 0 : (float)sum / own.Length;
        row[1] = least;
        row[2] = start;
        row[3] = found[^1];
        return 4;
    }

    private static int Greatest(double[] values)
    {
        var greatest = 0;
        for (var i = 1; i < values.Length; i++)
        {
            greatest = values[i] > values[greatest] ? i : greatest;
        }

        return greatest;
    }

    private void Sum(string title)
    {
        double before = 0, kept = 0;
        var since = Far;
        var prose = new double[Scan.Containers.Count];
        for (var i = 0; i < Scan.Blocks.Count; i++)
        {
            var block = Scan.Blocks[i];
            var container = Scan.Containers[block.Container];
            var parent = Math.Max(0, container.Parent);
            Verdicts[i] = BlockFilter.Judge(Scan, i, title);
            (LengthBefore[i], KeptBefore[i], SinceKept[i]) = (before, kept, since);
            before += block.Length;
            lengths[i + 1] = lengths[i] + block.Length;
            densities[i + 1] = densities[i] + (float)block.LinkDensity;
            punctuation[i + 1] = punctuation[i] + block.Punctuation;
            since = Kept[i] ? 0 : Math.Min(Far, since + 1);
            if (Kept[i])
            {
                kept += block.Length;
                KeptLinked += block.Linked;
                keptIn[parent] += block.Length;
            }

            prose[parent] += BlockWeights.IsProse(block, container.Tag) ? block.Length : 0;
            Headline = Headline < 0 && container.Tag == "h1" ? i : Headline;
        }

        var until = Far;
        for (var i = Scan.Blocks.Count - 1; i >= 0; i--)
        {
            UntilKept[i] = until;
            until = Kept[i] ? 0 : Math.Min(Far, until + 1);
        }

        for (var i = 0; i < prose.Length; i++)
        {
            ProseAround[i] = prose[Math.Max(0, Scan.Containers[i].Parent)];
        }
    }

    private void ScoreNames()
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var worth = new List<NameScores>();
        var ids = new int[Scan.Containers.Count];
        for (var i = 0; i < Scan.Containers.Count; i++)
        {
            var container = Scan.Containers[i];
            var up = container.Parent;
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(known, container.Names, out var isKnown);
            if (!isKnown)
            {
                id = worth.Count;
                worth.Add(Score(container.Names));
            }

            ids[i] = id;
            var outer = up < 0 ? default : Names[up];
            var named = container.Tag is "html" or "body" ? default : worth[id];
            Names[i] = new(named.Own, named.Own + (outer.Path * 0.7f), Math.Min(named.Least, outer.Least), Math.Max(named.Most, outer.Most));
            var around = up < 0 ? 0 : (int)Tree[up];
            Tree[i] = around | (container.Tag is "article" ? 1 : 0) | (container.Tag is "main" ? 2 : 0) | (container.Own.Any(ElementHint.Body) ? 4 : 0);
        }

        var found = new Dictionary<(string Tag, int Names, string OuterTag, int OuterNames), int>();
        for (var i = 0; i < groups.Length; i++)
        {
            var at = Scan.Blocks[i].Container;
            var up = Math.Max(0, Scan.Containers[at].Parent);
            var key = (Scan.Containers[at].Tag, ids[at], Scan.Containers[up].Tag, ids[up]);
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(found, key, out var isKnown);
            if (!isKnown)
            {
                group = groupSizes.Count;
                groupSizes.Add(default);
            }

            groups[i] = group;
            groupSizes[group] = (groupSizes[group].Count + 1, groupSizes[group].Length + Scan.Blocks[i].Length);
        }
    }

    private NameScores Score(string names)
    {
        tokens.Clear();
        TokenScores.Names(names, tokens);
        int least = 0, most = 0, sum = 0;
        foreach (var score in Scores())
        {
            least = Math.Min(least, score);
            most = Math.Max(most, score);
            sum += score;
        }

        return tokens.Count == 0 ? default : new((float)sum / tokens.Count, 0, least, most);
    }

    /// <summary>What the tokens are worth; valid until the next are asked for.</summary>
    private ReadOnlySpan<int> Scores()
    {
        if (tokenScores.Length < tokens.Count)
        {
            tokenScores = new int[Math.Max(64, tokens.Count * 2)];
        }

        scores.Of(CollectionsMarshal.AsSpan(tokens), tokenScores);
        return tokenScores.AsSpan(0, tokens.Count);
    }

    private int[] StepsTo(int main)
    {
        var steps = new int[Scan.Containers.Count];
        var holds = new bool[steps.Length];
        for (var up = main; up >= 0; up = Scan.Containers[up].Parent)
        {
            holds[up] = true;
        }

        for (var i = 1; i < steps.Length; i++)
        {
            steps[i] = holds[i] ? 0 : steps[Scan.Containers[i].Parent] + 1;
        }

        return steps;
    }

    /// <summary>What a container's names are worth.</summary>
    /// <param name="Own">Mean of its own.</param>
    /// <param name="Path">Its own and, ever less, those around it.</param>
    /// <param name="Least">The worst on the way down.</param>
    /// <param name="Most">The best on the way down.</param>
    internal readonly record struct NameScores(float Own, float Path, float Least, float Most);
}
