using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>What the model is told about each block of a page: the block, where it stands, its neighbours, and what the rules made of it.</summary>
internal sealed class BlockFeatures
{
    private const int OwnCount = 72;
    private const int NeighbourCount = 7;
    private static readonly int[] Neighbours = [-3, -2, -1, 1, 2, 3];

    private readonly float[] values;

    private BlockFeatures(int blocks) => values = new float[blocks * Count];

    /// <summary>Values a block.</summary>
    public static int Count { get; } = OwnCount + (NeighbourCount * Neighbours.Length);

    /// <summary>The values of one block.</summary>
    public ReadOnlySpan<float> Of(int block) => values.AsSpan(block * Count, Count);

    /// <summary>Describes all blocks.</summary>
    /// <param name="scan">The page, with weights applied.</param>
    /// <param name="rules">What the rules chose; it has a root.</param>
    /// <param name="title">The article's title.</param>
    /// <param name="description">The page's own summary of the article; empty without.</param>
    /// <param name="tokens">What words are worth.</param>
    public static BlockFeatures Of(PageScan scan, BodySelection rules, string title, string description, TokenScores tokens)
    {
        var features = new BlockFeatures(scan.Blocks.Count);
        var page = new PageView(scan, rules, title, tokens);
        var summary = description.Length > 40 ? new ShingleSet(description) : null;
        var headline = title.Length > 10 ? new ShingleSet(title) : null;
        for (var i = 0; i < scan.Blocks.Count; i++)
        {
            features.Own(page, i, title, summary, headline, tokens);
        }

        for (var i = 0; i < scan.Blocks.Count; i++)
        {
            features.AddNeighbours(page, i);
        }

        return features;
    }

    private static float Log(double value) => (float)Math.Log2(1 + Math.Max(0, value));

    private static float Share(double part, double whole) => whole <= 0 ? 0 : (float)Math.Clamp(part / whole, -1, 2);

    private static float Bit(bool value) => value ? 1 : 0;

    private void Own(PageView page, int i, string title, ShingleSet? summary, ShingleSet? headline, TokenScores tokens)
    {
        var scan = page.Scan;
        var block = scan.Blocks[i];
        var container = scan.Containers[block.Container];
        var parent = container.Parent < 0 ? container : scan.Containers[container.Parent];
        var grand = parent.Parent < 0 ? parent : scan.Containers[parent.Parent];
        var text = block.Text;
        var row = values.AsSpan(i * Count, OwnCount);
        var n = 0;
        void Put(Span<float> into, float value) => into[n++] = value;

        Put(row, Log(block.Length));
        Put(row, (float)block.LinkDensity);
        Put(row, Share(block.Emphasised, text.Length));
        Put(row, Share(block.Small, text.Length));
        Put(row, Share(block.Punctuation * 100.0, block.Length * 10.0));
        var shape = TextShape.Of(text);
        Put(row, Bit(TextMeasure.EndsSentence(text)));
        Put(row, Bit(shape.StartsLower));
        Put(row, Bit(shape.StartsQuote));
        Put(row, Share(shape.Digits, text.Length));
        Put(row, Share(shape.Upper, shape.Letters));
        Put(row, Share(shape.Letters, text.Length));
        Put(row, shape.Marks);
        Put(row, Bit(text[^1] == ':'));
        Put(row, (float)block.Agreement);
        Put(row, Bit(block.IsFurniture));
        Put(row, (float)page.Verdicts[i]);
        Put(row, Bit(BlockWeights.IsProse(block, container.Tag)));
        Put(row, headline is null || text.Length > 400 ? -1 : (float)headline.ShareOf(text));
        Put(row, text.Length > 300 ? 0 : (float)TitleMeasure.Overlap(text, title));
        Put(row, summary is null ? -1 : (float)summary.ShareOf(text));
        Put(row, block.Links.Count);

        var (mean, least, start) = page.TextScore(text, tokens);
        Put(row, mean);
        Put(row, least);
        Put(row, start);

        Put(row, TagOf(container.Tag));
        Put(row, TagOf(parent.Tag));
        Put(row, Bit(BlockFilter.InTable(scan, block.Container) >= 0));
        var list = BlockFilter.InList(scan, block.Container);
        Put(row, list < 0 ? -1 : Share(scan.Containers[list].Linked, scan.Containers[list].Length));
        Put(row, Bit(container.Excluded));
        Put(row, Bit(container.Labels != ElementHint.None));
        var hints = block.Hints;
        Put(row, Bit(hints.Any(ElementHint.Chrome)));
        Put(row, Bit(hints.Any(ElementHint.Related)));
        Put(row, Bit(hints.Any(ElementHint.Comments)));
        Put(row, Bit(hints.Any(ElementHint.Standfirst)));
        Put(row, Bit(hints.Any(ElementHint.Caption)));
        Put(row, Bit(hints.Any(ElementHint.Header)));
        Put(row, Bit(hints.Any(ElementHint.Footer)));
        Put(row, Bit(hints.Any(ElementHint.Byline)));
        Put(row, Bit(hints.Any(ElementHint.Date)));
        Put(row, Bit(hints.Any(ElementHint.Hidden)));
        Put(row, Bit(hints.Any(ElementHint.Paywall | ElementHint.Consent)));
        Put(row, Bit(hints.Any(ElementHint.Tags | ElementHint.Breadcrumb)));

        Put(row, page.OwnNames[block.Container]);
        Put(row, page.PathNames[block.Container]);
        Put(row, page.LeastNames[block.Container]);
        Put(row, page.MostNames[block.Container]);

        Put(row, Log(parent.Length));
        Put(row, Share(parent.Prose, page.AllProse));
        Put(row, Share(parent.Linked, parent.Length));
        Put(row, Log(parent.EndBlock - parent.FirstBlock));
        Put(row, Share(grand.Prose, page.AllProse));
        Put(row, Share(grand.Linked, grand.Length));
        Put(row, Log(grand.EndBlock - grand.FirstBlock));
        Put(row, Share(page.KeptIn(container.Parent), page.KeptLength));
        Put(row, Share(page.KeptIn(parent.Parent), page.KeptLength));
        Put(row, page.StepsToMain(block.Container));

        Put(row, Bit(page.Kept[i]));
        Put(row, Bit(i >= page.Root.FirstBlock && i < page.Root.EndBlock));
        Put(row, page.LastKept == page.FirstKept ? 0 : Math.Clamp((float)(i - page.FirstKept) / (page.LastKept - page.FirstKept), -1, 2));
        Put(row, Math.Clamp(i - page.FirstKept, -30, 200));
        Put(row, Math.Clamp(page.LastKept - i, -30, 200));
        Put(row, page.SinceKept[i]);
        Put(row, page.UntilKept[i]);
        Put(row, Share(page.KeptBefore[i], page.KeptLength));
        Put(row, page.Headline < 0 ? -100 : Math.Clamp(i - page.Headline, -50, 50));

        Put(row, Log(page.AllProse));
        Put(row, Share(page.KeptLength, page.AllProse));
        Put(row, Log(scan.Blocks.Count));
        Put(row, Log(page.KeptCount));
        Put(row, Math.Min(scan.Teasers, 30));
        Put(row, Bit(scan.IsSmallPrint));
        Put(row, Share(page.KeptLinked, page.KeptLength));
        System.Diagnostics.Debug.Assert(n <= OwnCount, "more values than places");
    }

    private void AddNeighbours(PageView page, int i)
    {
        var at = (i * Count) + OwnCount;
        foreach (var offset in Neighbours)
        {
            var j = i + offset;
            var row = values.AsSpan(at, NeighbourCount);
            at += NeighbourCount;
            if (j < 0 || j >= page.Scan.Blocks.Count)
            {
                row.Fill(-1);
                continue;
            }

            var other = page.Scan.Blocks[j];
            row[0] = Log(other.Length);
            row[1] = (float)other.LinkDensity;
            row[2] = (float)page.Verdicts[j];
            row[3] = Bit(page.Kept[j]);
            row[4] = Bit(page.Scan.Containers[other.Container].Parent == page.Scan.Containers[page.Scan.Blocks[i].Container].Parent);
            row[5] = TagOf(page.Scan.Containers[other.Container].Tag);
            row[6] = page.PathNames[other.Container];
        }
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
