namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// What the first look made of the blocks around each block: the second look is told of it, for text stands with text and chrome with
/// chrome.
/// </summary>
internal sealed class Surroundings
{
    /// <summary>Values a block.</summary>
    public const int Count = 34;

    private const int Far = 20;

    private readonly PageView page;
    private readonly float[] scores;
    private readonly float[] chances;

    // Sums over the blocks before each block: length, and length times chance.
    private readonly double[] lengths, masses;
    private readonly double[] lengthIn, massIn;
    private readonly (double Length, double Mass)[] alike;
    private readonly int[] since, until, sectionStart, sectionEnd, stepsToMain;

    /// <summary>Looks over what the first look made of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="scores">Log-odds of its blocks.</param>
    public Surroundings(PageView page, float[] scores)
    {
        (this.page, this.scores) = (page, scores);
        var scan = page.Scan;
        var count = scores.Length;
        chances = new float[count];
        (lengths, masses) = (new double[count + 1], new double[count + 1]);
        (lengthIn, massIn) = (new double[scan.Containers.Count], new double[scan.Containers.Count]);
        (since, until, sectionStart, sectionEnd) = (new int[count], new int[count], new int[count], new int[count]);
        alike = new (double, double)[page.Groups];
        var (last, heading) = (Far, 0);
        for (var i = 0; i < count; i++)
        {
            var block = scan.Blocks[i];
            chances[i] = 1 / (1 + MathF.Exp(-scores[i]));
            lengths[i + 1] = lengths[i] + block.Length;
            masses[i + 1] = masses[i] + (block.Length * chances[i]);
            lengthIn[block.Container] += block.Length;
            massIn[block.Container] += block.Length * chances[i];
            ref var group = ref alike[page.GroupOf(i)];
            group = (group.Length + block.Length, group.Mass + (block.Length * chances[i]));
            since[i] = last;
            last = chances[i] > 0.5f ? 0 : Math.Min(Far, last + 1);
            heading = BlockWeights.IsHeading(scan.Containers[block.Container].Tag) ? i : heading;
            sectionStart[i] = heading;
        }

        (last, heading) = (Far, count);
        for (var i = count - 1; i >= 0; i--)
        {
            until[i] = last;
            last = chances[i] > 0.5f ? 0 : Math.Min(Far, last + 1);
            sectionEnd[i] = heading;
            heading = BlockWeights.IsHeading(scan.Containers[scan.Blocks[i].Container].Tag) ? i : heading;
        }

        var direct = new double[massIn.Length];
        for (var i = massIn.Length - 1; i > 0; i--)
        {
            var up = scan.Containers[i].Parent;
            direct[up] += scan.Containers[i].EndBlock - scan.Containers[i].FirstBlock <= 1 ? massIn[i] : 0;
            massIn[up] += massIn[i];
            lengthIn[up] += lengthIn[i];
        }

        stepsToMain = page.StepsTo(PageView.Greatest(direct));
    }

    /// <summary>Describes a block's surroundings.</summary>
    /// <param name="i">The block.</param>
    /// <param name="row">Takes <see cref="Count"/> values.</param>
    public void Describe(int i, Span<float> row)
    {
        var scan = page.Scan;
        var container = scan.Blocks[i].Container;
        var parent = Math.Max(0, scan.Containers[container].Parent);
        var grand = Math.Max(0, scan.Containers[parent].Parent);
        var all = masses[^1];
        var n = 0;
        row[n++] = scores[i];
        for (var offset = -4; offset <= 4; offset++)
        {
            if (offset != 0)
            {
                row[n++] = i + offset >= 0 && i + offset < scores.Length ? scores[i + offset] : BodyModel.Never;
            }
        }

        row[n++] = Around(i, 3);
        row[n++] = Around(i, 8);
        row[n++] = Around(i, 20);
        row[n++] = Mean(lengthIn[parent] - scan.Blocks[i].Length, massIn[parent] - (scan.Blocks[i].Length * chances[i]));
        row[n++] = Mean(lengthIn[grand], massIn[grand]);
        row[n++] = Share(massIn[parent], all);
        row[n++] = Share(massIn[grand], all);
        row[n++] = Share(masses[i], all);
        row[n++] = Share(all - masses[i + 1], all);
        var (length, mass) = alike[page.GroupOf(i)];
        row[n++] = Mean(length - scan.Blocks[i].Length, mass - (scan.Blocks[i].Length * chances[i]));
        row[n++] = Share(mass, all);
        row[n++] = since[i];
        row[n++] = until[i];
        var (start, end) = (sectionStart[i], sectionEnd[i]);
        row[n++] = Mean(lengths[end] - lengths[start], masses[end] - masses[start]);
        row[n++] = Share(masses[end] - masses[start], all);
        row[n++] = scores[start];
        row[n++] = Math.Min(i - start, 50);
        row[n++] = Math.Min(end - i, 50);
        row[n++] = stepsToMain[container];
        row[n++] = Mean(lengths[^1], all);
        row[n++] = (float)Math.Log2(1 + all);
        var (from, to) = (Math.Max(0, i - 40), Math.Min(scores.Length, i + 41));
        row[n++] = Share(masses[to] - masses[from], all);
        row[n++] = Mean(lengths[i], masses[i]);
        row[n++] = Mean(lengths[^1] - lengths[i + 1], all - masses[i + 1]);
        row[n++] = (float)(page.KeptLength <= 0 ? 0 : Math.Clamp(all / page.KeptLength, 0, 4));
        System.Diagnostics.Debug.Assert(n == Count, "the number of values has changed");
    }

    private static float Mean(double length, double mass) => length < 1 ? -1 : (float)(mass / length);

    private static float Share(double part, double all) => all < 1 ? 0 : (float)(part / all);

    private float Around(int i, int distance)
    {
        var (from, to) = (Math.Max(0, i - distance), Math.Min(scores.Length, i + distance + 1));
        var length = lengths[to] - lengths[from] - page.Scan.Blocks[i].Length;
        return Mean(length, masses[to] - masses[from] - (page.Scan.Blocks[i].Length * chances[i]));
    }
}
