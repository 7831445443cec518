namespace NewsPlatform.Extraction.Body;

/// <summary>
/// Finds furniture by what it says and how it stands: boxes under a telling title, the publisher's own messages, and paragraphs that
/// the page prints more than once.
/// </summary>
internal static class Furniture
{
    private const int MaxBoxLength = 1500;

    // A consent dialogue that names all purposes and rights outweighs many a report.
    private const int MaxConsentLength = 20_000;
    private const int MinRepeatedLength = 60;

    // How much of what is offered is links, at least: the lead-in of each may be none.
    private const double MinOffered = 0.3;

    /// <summary>Marks blocks and excludes boxes.</summary>
    /// <param name="scan">The page, with its containers' lengths summed up and what their names exclude excluded.</param>
    /// <param name="title">The article's title, which opens no box.</param>
    /// <param name="allProse">Characters of running text on the page.</param>
    public static void Exclude(PageScan scan, string title, double allProse)
    {
        Repeated(scan, allProse);
        for (var i = 0; i < scan.Blocks.Count; i++)
        {
            var block = scan.Blocks[i];
            if (scan.Containers[block.Container].Excluded || (block.Agreement > 0.6 && block.Length >= 40))
            {
                continue;
            }

            if (FurniturePhrases.IsLabel(block.Text) || (FurniturePhrases.OffersMore(block.Text) && i + 1 < scan.Blocks.Count && scan.Blocks[i + 1].LinkDensity > MinOffered))
            {
                ExcludeBox(scan, i, MaxBoxLength, allProse * 0.25);
                ExcludeList(scan, i);
            }
            else if (FurniturePhrases.IsConsentTitle(block.Text) && (title.Length == 0 || !block.Text.StartsWith(title, StringComparison.OrdinalIgnoreCase)))
            {
                ExcludeBox(scan, i, MaxConsentLength, allProse * 0.8);
            }
            else if (FurniturePhrases.IsFurniture(block.Text) || FurniturePhrases.BeginsWithLabel(block.Text, block.Emphasised))
            {
                block.IsFurniture = true;
                ExcludeAround(scan, block);
            }
        }
    }

    /// <summary>The widest short container that the title opens.</summary>
    private static void ExcludeBox(PageScan scan, int title, double maxLength, double maxProse)
    {
        var box = -1;
        for (var up = scan.Blocks[title].Container; up > 0; up = scan.Containers[up].Parent)
        {
            var container = scan.Containers[up];
            if (container.FirstBlock != title || container.Length > maxLength || container.HoldsBody || container.Prose > maxProse || container.Tag is "body" or "main" or "article")
            {
                break;
            }

            box = up;
        }

        if (box < 0)
        {
            scan.Blocks[title].IsFurniture = true;
        }
        else
        {
            scan.Containers[box].Excluded = true;
        }
    }

    /// <summary>The list of links that stands behind the title and not in a box with it.</summary>
    private static void ExcludeList(PageScan scan, int title)
    {
        if (title + 1 >= scan.Blocks.Count || BlockFilter.InList(scan, scan.Blocks[title + 1].Container) is not (>= 0 and var list))
        {
            return;
        }

        var container = scan.Containers[list];
        container.Excluded |= container.FirstBlock == title + 1 && container.Length <= MaxBoxLength && container.Linked > container.Length * MinOffered && !container.HoldsBody;
    }

    /// <summary>The container around a message, as long as it holds hardly anything else.</summary>
    private static void ExcludeAround(PageScan scan, TextBlock block)
    {
        for (var up = block.Container; up > 0; up = scan.Containers[up].Parent)
        {
            var container = scan.Containers[up];
            if (container.Length > block.Length + 120 || container.Prose > block.Length || container.HoldsBody || container.Tag is "body" or "main" or "article")
            {
                break;
            }

            container.Excluded = true;
        }
    }

    /// <summary>
    /// A paragraph that a page prints twice is not the article's where it stands alone in a box. Copies one behind another are an article
    /// printed twice (for two screen sizes), a copy among other paragraphs is the text that a pull quote repeats, and tables that compare
    /// things say the same of several.
    /// </summary>
    private static void Repeated(PageScan scan, double allProse)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        List<(int First, int Second)>? found = null;
        double length = 0;
        for (var i = 0; i < scan.Blocks.Count; i++)
        {
            var block = scan.Blocks[i];
            if (block.Length < MinRepeatedLength || block.Punctuation == 0 || block.LinkDensity > 0.5 || block.Hints.Any(ElementHint.Hidden | ElementHint.Standfirst)
                || BlockWeights.IsHeading(scan.Containers[block.Container].Tag) || first.TryAdd(block.Text, i))
            {
                continue;
            }

            (found ??= []).Add((first[block.Text], i));
            length += block.Length;
        }

        if (found is null || length > allProse * 0.15)
        {
            return;
        }

        for (var i = 0; i < found.Count; i++)
        {
            var (one, other) = found[i];
            var run = (i > 0 && found[i - 1].Second == other - 1) || (i + 1 < found.Count && found[i + 1].Second == other + 1);
            if (!run && BlockFilter.InTable(scan, scan.Blocks[other].Container) < 0)
            {
                Mark(scan, one);
                Mark(scan, other);
            }
        }
    }

    private static void Mark(PageScan scan, int index)
    {
        var block = scan.Blocks[index];
        var parent = scan.Containers[scan.Containers[block.Container].Parent < 0 ? 0 : scan.Containers[block.Container].Parent];
        block.IsFurniture |= parent.Prose < block.Length * 2;
    }
}
