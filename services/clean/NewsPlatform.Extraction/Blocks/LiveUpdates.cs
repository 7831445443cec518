using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Blocks;

/// <summary>
/// Gathers a live blog's blocks into its timed entries: only what the page shows becomes an entry, with the times that its markup or
/// its <c>liveBlogUpdate</c> objects give.
/// </summary>
internal static class LiveUpdates
{
    private const int MinEntries = 3;
    private const int MaxEntries = 2000;

    private readonly record struct Entry(int First, int End, NewsDate? Time);

    /// <summary>The blocks with entries gathered; the same list when the page has none.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="graph">Its schema.org objects.</param>
    /// <param name="blocks">The article's blocks.</param>
    /// <param name="starts">For each of them the index of its first text block in the page.</param>
    public static List<Block> Gather(PageScan scan, JsonLdGraph graph, List<Block> blocks, List<int> starts)
    {
        var entries = InPage(scan);
        if (entries.Count < MinEntries)
        {
            entries = ByHeadlines(scan, graph);
        }

        if (entries.Count < MinEntries)
        {
            return blocks;
        }

        var gathered = new List<Block>();
        var next = 0;
        for (var i = 0; i < blocks.Count;)
        {
            while (next < entries.Count && entries[next].End <= starts[i])
            {
                next++;
            }

            if (next == entries.Count || starts[i] < entries[next].First)
            {
                gathered.Add(blocks[i++]);
                continue;
            }

            // The first heading of a page's body stands above all text and may not be among its blocks.
            var heading = blocks[i] as Heading;
            var title = heading?.Text ?? HeadingBefore(scan, entries[next].First, starts[i]);
            var inner = new List<Block>();
            for (i += heading is null ? 0 : 1; i < blocks.Count && starts[i] < entries[next].End; i++)
            {
                inner.Add(blocks[i]);
            }

            gathered.Add(new LiveUpdate(entries[next].Time, title, inner));
            next++;
        }

        return gathered;
    }

    /// <summary>Sibling containers that each begin with a time.</summary>
    private static List<Entry> InPage(PageScan scan)
    {
        var byParent = new Dictionary<int, List<(int Container, NewsDate? Time)>>();
        foreach (var mark in scan.Times)
        {
            if (mark.Position >= scan.Blocks.Count || mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Footer))
            {
                continue;
            }

            // Each container that the time opens may be the entry; which one, the number of its like tells.
            for (var up = scan.Blocks[mark.Position].Container; up > 0 && mark.Position <= scan.Containers[up].FirstBlock + 1; up = scan.Containers[up].Parent)
            {
                if (scan.Containers[up].Excluded)
                {
                    break;
                }

                var parent = scan.Containers[up].Parent;
                if (!byParent.TryGetValue(parent, out var siblings))
                {
                    byParent[parent] = siblings = [];
                }

                if (siblings.Count < MaxEntries && (siblings.Count == 0 || siblings[^1].Container != up) && scan.Containers[up].EndBlock > scan.Containers[up].FirstBlock + 1)
                {
                    siblings.Add((up, DateReader.Read(mark.Value.Length > 0 ? mark.Value : ElementText.Of(mark.Element, 120))));
                }
            }
        }

        List<(int Container, NewsDate? Time)> best = [];
        foreach (var siblings in byParent.Values)
        {
            best = siblings.Count > best.Count ? siblings : best;
        }

        return best.ConvertAll(entry => new Entry(scan.Containers[entry.Container].FirstBlock, scan.Containers[entry.Container].EndBlock, entry.Time));
    }

    private static string? HeadingBefore(PageScan scan, int from, int to)
    {
        for (var i = from; i < to && i < scan.Blocks.Count; i++)
        {
            var container = scan.Containers[scan.Blocks[i].Container];
            if (BlockWeights.IsHeading(container.Tag) && container.Tag != "h1" && !container.Excluded)
            {
                return scan.Blocks[i].Text;
            }
        }

        return null;
    }

    /// <summary>From a heading that an update of the schema.org object names to the next.</summary>
    private static List<Entry> ByHeadlines(PageScan scan, JsonLdGraph graph)
    {
        var times = new Dictionary<string, NewsDate?>(StringComparer.Ordinal);
        foreach (var update in graph.Article?["liveBlogUpdate"]?.Each ?? [])
        {
            var node = graph.Resolve(update);
            if (times.Count < MaxEntries && node.TextOf("headline") is { } headline)
            {
                times.TryAdd(TitleMeasure.Key(headline), DateReader.Read(node.TextOf("datePublished")));
            }
        }

        var entries = new List<Entry>();
        for (var i = 0; i < scan.Blocks.Count && times.Count > 0; i++)
        {
            var container = scan.Containers[scan.Blocks[i].Container];
            if (BlockWeights.IsHeading(container.Tag) && !container.Excluded && times.TryGetValue(TitleMeasure.Key(scan.Blocks[i].Text), out var time))
            {
                if (entries.Count > 0)
                {
                    entries[^1] = entries[^1] with { End = i };
                }

                entries.Add(new(i, int.MaxValue, time));
            }
        }

        return entries;
    }
}
