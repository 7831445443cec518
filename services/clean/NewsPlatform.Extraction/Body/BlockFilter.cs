using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Body;

/// <summary>Chooses among the blocks inside the article's container.</summary>
internal static class BlockFilter
{
    /// <summary>Indexes of the blocks to keep, ascending.</summary>
    public static List<int> Select(PageScan scan, int root, string title)
    {
        var end = NextArticle(scan, root, title, alike: false);
        var first = Start(scan, root, end, title);
        var verdicts = new BlockVerdict[end - first];
        var strongParents = new HashSet<int>();
        for (var i = first; i < end; i++)
        {
            verdicts[i - first] = Judge(scan, i, title);
            if (verdicts[i - first] == BlockVerdict.Strong)
            {
                strongParents.Add(Parent(scan, scan.Blocks[i].Container));
            }
        }

        return Settle(scan, first, verdicts, strongParents);
    }

    /// <summary>What stands above the headline is not the article, unless most of the running text does.</summary>
    private static int Start(PageScan scan, int root, int end, string title)
    {
        var first = scan.Containers[root].FirstBlock;
        foreach (var heading in scan.Headings)
        {
            if (heading.Value != "h1" || heading.Position < first || heading.Position >= end || TitleMeasure.Overlap(scan.Blocks[heading.Position].Text, title) < 0.8)
            {
                continue;
            }

            double before = 0, after = 0;
            for (var i = first; i < end; i++)
            {
                var prose = BlockWeights.IsProse(scan.Blocks[i], scan.Containers[scan.Blocks[i].Container].Tag) ? scan.Blocks[i].Length : 0;
                before += i < heading.Position ? prose : 0;
                after += i < heading.Position ? 0 : prose;
            }

            return before < after * 0.4 ? heading.Position : first;
        }

        return first;
    }

    /// <summary>
    /// Where the next article of an endless page starts: at a second first-level heading with a byline or time behind it, or before it where
    /// the heading has the name of the first.
    /// </summary>
    /// <param name="scan">The page.</param>
    /// <param name="root">The article's container.</param>
    /// <param name="title">The article's title.</param>
    /// <param name="alike">Whether only a heading that has the name of the first tells: articles have subheads of the first level, too.</param>
    internal static int NextArticle(PageScan scan, int root, string title, bool alike)
    {
        var (first, end) = (scan.Containers[root].FirstBlock, scan.Containers[root].EndBlock);
        string? headline = null;
        var (before, next, at) = (0, first, 0);
        foreach (var heading in scan.Headings)
        {
            if (heading.Value != "h1" || heading.Position >= end)
            {
                continue;
            }

            var (text, names) = (scan.Blocks[heading.Position].Text, scan.Containers[scan.Blocks[heading.Position].Container].Names);
            if (title.Length > 0 && text.StartsWith(title, StringComparison.OrdinalIgnoreCase))
            {
                (headline, at) = (names, heading.Position);
                continue;
            }

            var twin = names.Length > 0 && names == headline;
            if (heading.Position <= first + 4 || (alike && !twin))
            {
                continue;
            }

            for (; next < heading.Position; next++)
            {
                before += BlockWeights.IsProse(scan.Blocks[next], scan.Containers[scan.Blocks[next].Container].Tag) ? scan.Blocks[next].Length : 0;
            }

            var reach = twin ? 4 : -1;
            bool Near(Mark mark) => mark.Position >= heading.Position - reach && mark.Position <= heading.Position + 8;
            // As it stands to the first: a time behind the last part of a text, or names below its pictures, tell nothing.
            bool InPlace(List<Mark> marks) => marks.Exists(mark => Near(mark) && (!alike || marks.Exists(other => Math.Abs(other.Position - at) <= 4 && Math.Abs(mark.Position - heading.Position - other.Position + at) <= 1)));
            if (before > 600 && (InPlace(scan.Times) || InPlace(scan.Bylines)))
            {
                return heading.Position;
            }
        }

        return end;
    }

    /// <summary>What a block's own signs say of it; kept with the block, for it is asked more than once.</summary>
    internal static BlockVerdict Judge(PageScan scan, int index, string title) => scan.Blocks[index].Verdict ??= Decide(scan, index, title);

    private static BlockVerdict Decide(PageScan scan, int index, string title)
    {
        var block = scan.Blocks[index];
        var container = scan.Containers[block.Container];
        if (container.Excluded || block.IsFurniture || block.Hints.Any(ElementHint.Hidden) || container.Labels.Any(ElementHint.Caption))
        {
            return BlockVerdict.Drop;
        }

        if (SameText(block.Text, title) || ChromePhrases.IsChrome(block.Text, block.LinkDensity))
        {
            return BlockVerdict.Drop;
        }

        if (block.Agreement > 0.6 && block.Length >= 20)
        {
            return BlockWeights.IsHeading(container.Tag) ? BlockVerdict.Heading : BlockVerdict.Strong;
        }

        if (BlockWeights.IsHeading(container.Tag))
        {
            return container.Tag == "h1" || block.Length > 200 ? BlockVerdict.Drop : BlockVerdict.Heading;
        }

        if (IsSmallPrint(scan, block))
        {
            return BlockVerdict.Drop;
        }

        // Where only breaks part the lines, byline, date and tools are one block.
        if (block.Text.Length < 160 && AuthorNames.StartsByline(block.Text) && !TextMeasure.EndsSentence(block.Text))
        {
            return BlockVerdict.Drop;
        }

        if (container.Labels.Any(ElementHint.Byline | ElementHint.Date) && block.Length < 200)
        {
            return BlockVerdict.Drop;
        }

        if (InTable(scan, block.Container) is var table and >= 0)
        {
            var cells = scan.Containers[table];
            return cells.Linked > cells.Length * 0.35 ? BlockVerdict.Drop : BlockWeights.IsProse(block, container.Tag) ? BlockVerdict.Strong : BlockVerdict.Weak;
        }

        if (InList(scan, block.Container) is var list and >= 0)
        {
            var items = scan.Containers[list];
            return items.Linked > items.Length * 0.5 ? BlockVerdict.Drop
                : BlockWeights.IsProse(block, "li") ? BlockVerdict.Strong : BlockVerdict.Weak;
        }

        if (BlockWeights.IsProse(block, container.Tag))
        {
            return BlockVerdict.Strong;
        }

        return block.LinkDensity > 0.6 && !IsLinkedSentence(scan, index) ? BlockVerdict.Drop : BlockVerdict.Weak;
    }

    /// <summary>A sentence of the text that is a link for the most part: it stands between paragraphs of its own kind, which are not.</summary>
    private static bool IsLinkedSentence(PageScan scan, int index)
    {
        var block = scan.Blocks[index];
        return scan.Containers[block.Container].Tag == "p" && block.Length >= 40 && block.Text.AsSpan().TrimEnd(" \"'”’»“)]\u00a0") is [.., '.' or '。' or '।'] && IsProseAlike(index - 1) && IsProseAlike(index + 1);

        bool IsProseAlike(int other) =>
            other >= 0 && other < scan.Blocks.Count && scan.Containers[scan.Blocks[other].Container] is { Tag: "p" } beside && beside.Names == scan.Containers[block.Container].Names
            && BlockWeights.IsProse(scan.Blocks[other], "p");
    }

    /// <summary>A block wholly in small print on a page that is not: captions, notes on the author, the publisher's lines.</summary>
    private static bool IsSmallPrint(PageScan scan, TextBlock block) => block.Small * 10 >= block.Text.Length * 9 && !scan.IsSmallPrint;

    private static List<int> Settle(PageScan scan, int first, BlockVerdict[] verdicts, HashSet<int> strongParents)
    {
        var firstStrong = Array.IndexOf(verdicts, BlockVerdict.Strong);
        var lastStrong = Array.LastIndexOf(verdicts, BlockVerdict.Strong);
        var kept = new List<int>();
        if (firstStrong < 0)
        {
            return kept;
        }

        for (var i = firstStrong; i < verdicts.Length; i++)
        {
            var block = scan.Blocks[first + i];
            var container = scan.Containers[block.Container];
            var keep = verdicts[i] switch
            {
                BlockVerdict.Strong => true,
                BlockVerdict.Heading => i < lastStrong && LeadsToText(verdicts, i),
                BlockVerdict.Weak when container.Tag is "p" or "li" or "td" or "th" or "dd" or "dt" or "blockquote" or "pre" =>
                    i <= lastStrong || (strongParents.Contains(Parent(scan, block.Container)) && TextMeasure.EndsSentence(block.Text)),
                BlockVerdict.Weak => i < lastStrong && strongParents.Contains(Parent(scan, block.Container)) && TextMeasure.EndsSentence(block.Text),
                _ => false,
            };
            if (keep)
            {
                kept.Add(first + i);
            }
        }

        while (kept.Count > 1 && FurniturePhrases.IsBiography(scan.Blocks[kept[^1]].Text))
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }

    /// <summary>A heading counts when text follows it before other headings pile up.</summary>
    private static bool LeadsToText(BlockVerdict[] verdicts, int index)
    {
        for (var i = index + 1; i < verdicts.Length && i <= index + 4; i++)
        {
            if (verdicts[i] is BlockVerdict.Strong or BlockVerdict.Weak)
            {
                return true;
            }
        }

        return false;
    }

    private static int Parent(PageScan scan, int container) => scan.Containers[container].Parent;

    /// <summary>The table of figures that a container stands in, or -1.</summary>
    internal static int InTable(PageScan scan, int container)
    {
        var table = Ancestor(scan, container, "table", "table");
        return table < 0 || (scan.Containers[table].IsLayout ??= IsLayout(scan, table)) ? -1 : table;
    }

    /// <summary>Whether a table places the page's parts: it holds other tables, or mostly running text.</summary>
    private static bool IsLayout(PageScan scan, int table)
    {
        var outer = scan.Containers[table];
        for (var i = table + 1; i < scan.Containers.Count && scan.Containers[i].Depth > outer.Depth; i++)
        {
            if (scan.Containers[i].Tag == "table")
            {
                return true;
            }
        }

        return outer.Prose > 600 && outer.Prose > outer.Length * 0.6;
    }

    internal static int InList(PageScan scan, int container) => Ancestor(scan, container, "ul", "ol");

    private static int Ancestor(PageScan scan, int container, string one, string other)
    {
        for (var steps = 0; container >= 0 && steps < 6; steps++)
        {
            var tag = scan.Containers[container].Tag;
            if (tag == one || tag == other)
            {
                return container;
            }

            container = scan.Containers[container].Parent;
        }

        return -1;
    }

    private static bool SameText(string text, string title) =>
        title.Length > 0 && text.Length <= title.Length + 20 && text.Length >= title.Length && text.StartsWith(title, StringComparison.OrdinalIgnoreCase);
}
