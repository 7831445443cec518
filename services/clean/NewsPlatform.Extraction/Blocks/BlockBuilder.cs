using System.Globalization;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Blocks;

/// <summary>Makes the article's blocks out of the chosen text blocks, pictures and embeds.</summary>
internal static class BlockBuilder
{
    private const int MaxImages = 300;

    // Empty cells in front of one that has text.
    private const int MaxColumns = 100;

    // What may follow a caption in its block.
    private const int MaxCredit = 120;

    /// <summary>Builds the blocks in reading order, with the index in the page where each starts.</summary>
    public static (List<Block> Blocks, List<int> Starts, bool Cut) Build(PageScan scan, BodySelection body, Uri url, int maxBlocks)
    {
        var blocks = new List<Block>();
        var starts = new List<int>();
        if (body.Root < 0 || body.Kept.Count == 0)
        {
            return (blocks, starts, false);
        }

        var media = Media(scan, body, url);
        var next = 0;
        for (var k = 0; k < body.Kept.Count;)
        {
            var index = body.Kept[k];
            for (; next < media.Count && media[next].Position <= index; next++)
            {
                blocks.Add(media[next].Block);
                starts.Add(media[next].Position);
            }

            if (blocks.Count >= maxBlocks)
            {
                return (blocks, starts, true);
            }

            k += IsShown(scan, scan.Blocks[index], blocks) ? 1 : Add(scan, body.Kept, k, blocks);
            while (starts.Count < blocks.Count)
            {
                starts.Add(index);
            }
        }

        for (; next < media.Count && blocks.Count < maxBlocks; next++)
        {
            blocks.Add(media[next].Block);
            starts.Add(media[next].Position);
        }

        return (blocks, starts, false);
    }

    // The caption of the picture before it, which the picture's block has. A paragraph that begins with the same words stands in no figure.
    private static bool IsShown(PageScan scan, TextBlock block, List<Block> blocks) =>
        blocks.Count > 0 && blocks[^1] is Image { Caption: { Length: > 0 } caption } && block.Text.StartsWith(caption, StringComparison.Ordinal)
        && block.Text.Length <= caption.Length + MaxCredit && (block.Hints.Any(ElementHint.Caption) || ImageReader.IsFigure(scan, block.Container));

    private static int Add(PageScan scan, IReadOnlyList<int> kept, int k, List<Block> blocks)
    {
        var block = scan.Blocks[kept[k]];
        var tag = scan.Containers[block.Container].Tag;
        if (BlockFilter.InTable(scan, block.Container) is var table and >= 0)
        {
            return AddTable(scan, kept, k, table, blocks);
        }

        if (BlockFilter.InList(scan, block.Container) is var list and >= 0)
        {
            var items = new List<string>();
            var count = 0;
            var previous = -1;
            for (; k + count < kept.Count && BlockFilter.InList(scan, scan.Blocks[kept[k + count]].Container) == list; count++)
            {
                var inner = scan.Blocks[kept[k + count]];
                var item = Up(scan, inner.Container, list, "li");
                if (item == previous && items.Count > 0)
                {
                    items[^1] += " " + inner.Text;
                }
                else
                {
                    items.Add(inner.Text);
                }

                previous = item;
            }

            blocks.Add(new ListBlock(scan.Containers[list].Tag == "ol", items));
            return count;
        }

        blocks.Add(BlockWeights.IsHeading(tag) ? new Heading(tag[1] - '0', block.Text)
            : IsQuote(scan, block.Container) ? new Quote(block.Text, block.Links)
            : new Paragraph(block.Text, block.Links));
        return 1;
    }

    private static int AddTable(PageScan scan, IReadOnlyList<int> kept, int k, int table, List<Block> blocks)
    {
        var rows = new List<IReadOnlyList<string>>();
        var cells = new List<string>();
        var count = 0;
        int row = -1, cell = -1;
        var (child, column) = (0, 0);
        for (; k + count < kept.Count && BlockFilter.InTable(scan, scan.Blocks[kept[k + count]].Container) == table; count++)
        {
            var inner = scan.Blocks[kept[k + count]];
            var innerRow = Up(scan, inner.Container, table, "tr");
            var innerCell = Up(scan, inner.Container, table, "td");
            if (innerRow != row && cells.Count > 0)
            {
                rows.Add(cells);
                cells = [];
                cell = -1;
            }

            if (innerRow != row)
            {
                (child, column) = (0, 0);
            }

            if (innerCell == cell && cell >= 0 && cells.Count > 0)
            {
                cells[^1] += " " + inner.Text;
            }
            else
            {
                // Cells without text take their places, too: else a figure would stand below another heading.
                if (innerRow >= 0 && innerCell >= 0)
                {
                    var all = scan.Containers[innerRow].Element.Children;
                    for (; child < all.Length && all[child] != scan.Containers[innerCell].Element; child++)
                    {
                        column += all[child] is PageElement { LocalName: "td" or "th" } before ? Span(before) : 0;
                    }

                    while (cells.Count < Math.Min(column, MaxColumns))
                    {
                        cells.Add("");
                    }
                }

                cells.Add(inner.Text);
            }

            (row, cell) = (innerRow, innerCell);
        }

        rows.Add(cells);

        // A table of one column, or of one cell, is layout: its text is paragraphs.
        if (rows.TrueForAll(static cells => cells.Count(static cell => cell.Length > 0) == 1))
        {
            for (var i = 0; i < count; i++)
            {
                blocks.Add(new Paragraph(scan.Blocks[kept[k + i]].Text, scan.Blocks[kept[k + i]].Links));
            }
        }
        else
        {
            blocks.Add(new Table(rows));
        }

        return count;
    }

    private static int Span(PageElement cell) =>
        int.TryParse(cell.GetAttribute("colspan"), NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, MaxColumns) : 1;

    private static List<(int Position, Block Block)> Media(PageScan scan, BodySelection body, Uri url)
    {
        var media = new List<(int Position, Block Block)>();
        var root = scan.Containers[body.Root];
        var last = body.Kept[^1] + 1;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var image in scan.Images)
        {
            if (image.Container >= 0 && image.Position >= root.FirstBlock && image.Position <= last && !scan.Containers[image.Container].Excluded
                && Inside(scan, image.Container, body.Root) && media.Count < MaxImages
                && ImageReader.Read(scan, image, url) is { } picture && seen.Add(picture.Url.AbsoluteUri))
            {
                media.Add((image.Position, new Image(picture.Url, picture.Caption, picture.Credit)));
            }
        }

        foreach (var frame in scan.Frames)
        {
            var source = frame.Element.GetAttribute("src") ?? frame.Element.GetAttribute("data-src");
            if (frame.Container >= 0 && frame.Position >= root.FirstBlock && frame.Position <= last && !scan.Containers[frame.Container].Excluded
                && Inside(scan, frame.Container, body.Root) && media.Count < MaxImages * 2
                && WebAddress.Resolve(url, source) is { } address && seen.Add(address.AbsoluteUri))
            {
                var host = address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
                media.Add((frame.Position, new Embed(address, host)));
            }
        }

        media.Sort(static (a, b) => a.Position.CompareTo(b.Position));
        return media;
    }

    private static bool Inside(PageScan scan, int container, int root)
    {
        while (container > root)
        {
            container = scan.Containers[container].Parent;
        }

        return container == root;
    }

    private static bool IsQuote(PageScan scan, int container)
    {
        for (var steps = 0; container >= 0 && steps < 3; steps++)
        {
            if (scan.Containers[container].Tag == "blockquote")
            {
                return true;
            }

            container = scan.Containers[container].Parent;
        }

        return false;
    }

    private static int Up(PageScan scan, int container, int top, string tag)
    {
        while (container > top)
        {
            var name = scan.Containers[container].Tag;
            if (name == tag || (tag == "td" && name == "th"))
            {
                return container;
            }

            container = scan.Containers[container].Parent;
        }

        return -1;
    }
}
