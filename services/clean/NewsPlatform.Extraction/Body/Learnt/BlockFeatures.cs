namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>
/// What the model is told of a block: the block, where it stands, its neighbours, and what the rules made of it. The values that
/// owe nothing to the rules come first, so that trees can learn without them.
/// </summary>
internal static class BlockFeatures
{
    /// <summary>Values that owe nothing to what the rules chose.</summary>
    public const int FreeCount = OwnCount + (FreeNeighbourCount * 6);

    /// <summary>Values a block.</summary>
    public const int Count = FreeCount + RulesCount + (RulesNeighbourCount * 6);

    private const int OwnCount = 69;
    private const int FreeNeighbourCount = 5;
    private const int RulesCount = 20;
    private const int RulesNeighbourCount = 2;

    /// <summary>Describes a block.</summary>
    /// <param name="page">Its page.</param>
    /// <param name="i">Its index.</param>
    /// <param name="row">Takes <see cref="Count"/> values.</param>
    public static void Describe(PageView page, int i, Span<float> row)
    {
        var at = Own(page, i, row);
        System.Diagnostics.Debug.Assert(at == OwnCount, "the number of own values has changed");
        for (var offset = -3; offset <= 3; offset++)
        {
            at += offset == 0 ? 0 : Neighbour(page, i, i + offset, row.Slice(at, FreeNeighbourCount));
        }

        at += Rules(page, i, row[at..]);
        System.Diagnostics.Debug.Assert(at == FreeCount + RulesCount, "the number of values from the rules has changed");
        for (var offset = -3; offset <= 3; offset++)
        {
            if (offset != 0)
            {
                var j = i + offset;
                var inside = j >= 0 && j < page.Scan.Blocks.Count;
                row[at++] = inside ? (float)page.Verdicts[j] : -1;
                row[at++] = inside ? Bit(page.Kept[j]) : -1;
            }
        }
    }

    private static float Log(double value) => (float)Math.Log2(1 + Math.Max(0, value));

    private static float Share(double part, double whole) => whole <= 0 ? 0 : (float)Math.Clamp(part / whole, -1, 2);

    private static float Bit(bool value) => value ? 1 : 0;

    private static int Own(PageView page, int i, Span<float> row)
    {
        var scan = page.Scan;
        var block = scan.Blocks[i];
        var container = scan.Containers[block.Container];
        var parent = container.Parent < 0 ? container : scan.Containers[container.Parent];
        var grand = parent.Parent < 0 ? parent : scan.Containers[parent.Parent];
        var text = block.Text;
        var n = 0;

        var shape = TextShape.Of(text);
        row[n++] = Log(block.Length);
        row[n++] = (float)block.LinkDensity;
        row[n++] = Share(block.Emphasised, text.Length);
        row[n++] = Share(block.Small, text.Length);
        row[n++] = Share(block.Punctuation * 100.0, block.Length * 10.0);
        row[n++] = Bit(TextMeasure.EndsSentence(text));
        row[n++] = Bit(shape.StartsLower);
        row[n++] = Bit(shape.StartsQuote);
        row[n++] = Share(shape.Digits, text.Length);
        row[n++] = Share(shape.Upper, shape.Letters);
        row[n++] = Share(shape.Letters, text.Length);
        row[n++] = shape.Marks;
        row[n++] = Bit(text[^1] == ':');
        row[n++] = Share(shape.Ideographs, text.Length);
        row[n++] = Math.Abs(Share(shape.Ideographs, text.Length) - page.TitleIdeographs);
        row[n++] = (float)block.Agreement;
        row[n++] = Bit(block.IsFurniture);
        row[n++] = Bit(BlockWeights.IsProse(block, container.Tag));
        row[n++] = page.HeadlineShare(i);
        row[n++] = page.SummaryShare(i);
        row[n++] = block.Anchors.Length;
        n += page.TextScores(i, row[n..]);

        row[n++] = TagOf(container.Tag);
        row[n++] = TagOf(parent.Tag);
        row[n++] = Bit(BlockFilter.InTable(scan, block.Container) >= 0);
        var list = BlockFilter.InList(scan, block.Container);
        row[n++] = list < 0 ? -1 : Share(scan.Containers[list].Linked, scan.Containers[list].Length);
        row[n++] = Bit(container.Excluded);
        row[n++] = Bit(container.Labels != ElementHint.None);
        var hints = block.Hints;
        row[n++] = Bit(hints.Any(ElementHint.Chrome));
        row[n++] = Bit(hints.Any(ElementHint.Related));
        row[n++] = Bit(hints.Any(ElementHint.Comments));
        row[n++] = Bit(hints.Any(ElementHint.Standfirst));
        row[n++] = Bit(hints.Any(ElementHint.Caption));
        row[n++] = Bit(hints.Any(ElementHint.Header));
        row[n++] = Bit(hints.Any(ElementHint.Footer));
        row[n++] = Bit(hints.Any(ElementHint.Byline));
        row[n++] = Bit(hints.Any(ElementHint.Date));
        row[n++] = Bit(hints.Any(ElementHint.Hidden));
        row[n++] = Bit(hints.Any(ElementHint.Paywall | ElementHint.Consent));
        row[n++] = Bit(hints.Any(ElementHint.Tags | ElementHint.Breadcrumb));

        var names = page.Names[block.Container];
        row[n++] = names.Own;
        row[n++] = names.Path;
        row[n++] = names.Least;
        row[n++] = names.Most;

        row[n++] = Log(parent.Length);
        row[n++] = Share(parent.Prose, page.AllProse);
        row[n++] = Share(parent.Linked, parent.Length);
        row[n++] = Log(parent.EndBlock - parent.FirstBlock);
        row[n++] = Share(grand.Prose, page.AllProse);
        row[n++] = Share(grand.Linked, grand.Length);
        row[n++] = Log(grand.EndBlock - grand.FirstBlock);
        row[n++] = Log(page.ProseAround[block.Container]);
        row[n++] = page.StepsToProse[block.Container];

        var (alike, length) = page.Alike(i);
        row[n++] = Log(alike);
        row[n++] = Share(length, page.AllLength);
        row[n++] = Log(length / Math.Max(1, alike));
        row[n++] = Bit(i > 0 && page.IsAlike(i, i - 1));
        row[n++] = page.PrintedBefore[i];
        row[n++] = page.PrintedAfter[i];
        row[n++] = Share(i, scan.Blocks.Count);
        row[n++] = Share(page.LengthBefore[i], page.AllLength);
        row[n++] = page.Headline < 0 ? -100 : Math.Clamp(i - page.Headline, -50, 50);
        row[n++] = page.Tree[block.Container];
        n += page.Window(i, row[n..]);
        return n;
    }

    private static int Neighbour(PageView page, int i, int j, Span<float> row)
    {
        if (j < 0 || j >= page.Scan.Blocks.Count)
        {
            row.Fill(-1);
            return row.Length;
        }

        var other = page.Scan.Blocks[j];
        row[0] = Log(other.Length);
        row[1] = (float)other.LinkDensity;
        row[2] = Bit(page.Scan.Containers[other.Container].Parent == page.Scan.Containers[page.Scan.Blocks[i].Container].Parent);
        row[3] = TagOf(page.Scan.Containers[other.Container].Tag);
        row[4] = page.Names[other.Container].Path;
        return row.Length;
    }

    private static int Rules(PageView page, int i, Span<float> row)
    {
        var scan = page.Scan;
        var container = scan.Blocks[i].Container;
        var parent = Math.Max(0, scan.Containers[container].Parent);
        var n = 0;
        row[n++] = (float)page.Verdicts[i];
        row[n++] = Share(page.KeptIn(parent), page.KeptLength);
        row[n++] = Share(page.KeptIn(scan.Containers[parent].Parent), page.KeptLength);
        row[n++] = page.StepsToKept[container];
        row[n++] = Bit(page.Kept[i]);
        row[n++] = Bit(i >= page.Root.FirstBlock && i < page.Root.EndBlock);
        row[n++] = page.LastKept == page.FirstKept ? 0 : Math.Clamp((float)(i - page.FirstKept) / (page.LastKept - page.FirstKept), -1, 2);
        row[n++] = Math.Clamp(i - page.FirstKept, -30, 200);
        row[n++] = Math.Clamp(page.LastKept - i, -30, 200);
        row[n++] = page.SinceKept[i];
        row[n++] = page.UntilKept[i];
        row[n++] = Share(page.KeptBefore[i], page.KeptLength);
        row[n++] = Log(page.AllProse);
        row[n++] = Share(page.KeptLength, page.AllProse);
        row[n++] = Log(scan.Blocks.Count);
        row[n++] = Log(page.KeptCount);
        row[n++] = Math.Min(scan.Teasers, 30);
        row[n++] = Bit(scan.IsSmallPrint);
        row[n++] = Share(page.KeptLinked, page.KeptLength);
        row[n++] = Share(page.LastKept - page.FirstKept + 1, scan.Blocks.Count);
        return n;
    }

    // In an order in which neighbours are alike, for the trees compare with "less than".
    private static float TagOf(string tag) => tag switch
    {
        "p" => 0,
        "blockquote" => 1,
        "pre" => 2,
        "li" or "dd" or "dt" => 3,
        "ul" or "ol" or "dl" => 4,
        "td" or "th" or "tr" or "table" or "tbody" => 5,
        "article" => 6,
        "main" => 7,
        "section" => 8,
        "div" => 9,
        "h1" => 10,
        "h2" => 11,
        "h3" => 12,
        "h4" or "h5" or "h6" => 13,
        "figure" => 14,
        "figcaption" => 15,
        "header" => 16,
        "footer" => 17,
        "aside" => 18,
        "nav" => 19,
        "form" => 20,
        "body" => 21,
        _ => 22,
    };
}
