using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Body;

/// <summary>Finds teasers of other articles: small containers with a linked heading, when a page has several.</summary>
internal static class Teasers
{
    private const int MaxLength = 600;
    private const int MinTeasers = 3;

    /// <summary>Excludes them.</summary>
    /// <param name="scan">The page, with its containers' lengths summed up.</param>
    /// <param name="title">The article's title.</param>
    /// <param name="allProse">Characters of running text on the page.</param>
    public static void Exclude(PageScan scan, string title, double allProse)
    {
        var found = new HashSet<int>();
        foreach (var block in scan.Blocks)
        {
            var container = scan.Containers[block.Container];
            if (!BlockWeights.IsHeading(container.Tag) || block.LinkDensity < 0.8 || block.Agreement > 0.6 || container.Parent <= 0 || TitleMeasure.Overlap(block.Text, title) > 0.8)
            {
                continue;
            }

            // The widest container around the heading that is still as short as a teaser.
            var teaser = block.Container;
            for (var up = container.Parent; up > 0 && scan.Containers[up].Length <= MaxLength; up = scan.Containers[up].Parent)
            {
                teaser = up;
            }

            // Alone among the paragraphs of the text it is a subhead that is a link.
            if (teaser != block.Container || scan.Containers[container.Parent].Prose < allProse * 0.5)
            {
                found.Add(teaser);
            }
        }

        scan.Teasers = found.Count;
        if (found.Count < MinTeasers)
        {
            return;
        }

        foreach (var index in found)
        {
            scan.Containers[index].Excluded = true;
        }
    }
}
