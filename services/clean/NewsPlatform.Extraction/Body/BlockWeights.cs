namespace NewsPlatform.Extraction.Body;

/// <summary>How much each block speaks for or against its surroundings being the article, and the sums over the page's containers.</summary>
internal static class BlockWeights
{
    private const int MaxLabelLength = 400;

    // Running text before a discussion from which on that is the article.
    private const double MinDiscussed = 600;

    /// <summary>Weighs all blocks, decides which containers are excluded, and sums up into every container.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="articleBody">The publisher's own copy of the text, or null.</param>
    /// <param name="title">The article's title.</param>
    public static void Apply(PageScan scan, ShingleSet? articleBody, string title)
    {
        var containers = scan.Containers;
        double allProse = 0, smallProse = 0;
        foreach (var block in scan.Blocks)
        {
            if (articleBody is not null)
            {
                block.Agreement = articleBody.ShareOf(block.Text);
            }

            var prose = IsProse(block, containers[block.Container].Tag) ? block.Length * (1 - block.LinkDensity) : 0;
            containers[block.Container].Prose += prose;
            containers[block.Container].Length += block.Length;
            containers[block.Container].Linked += block.Text.Length == 0 ? 0 : block.Length * block.LinkDensity;
            allProse += prose;
            smallProse += block.Small * 10 >= block.Text.Length * 9 ? prose : 0;
        }

        scan.IsSmallPrint = smallProse > allProse * 0.3;
        for (var i = containers.Count - 1; i > 0; i--)
        {
            var parent = containers[containers[i].Parent];
            parent.Prose += containers[i].Prose;
            parent.Length += containers[i].Length;
            parent.Linked += containers[i].Linked;
        }

        for (var i = containers.Count - 1; i > 0; i--)
        {
            // A copy for machines that is switched off does not count where people are shown as much.
            var off = containers[i].Own.Any(ElementHint.Off) && containers[i].Prose < allProse * 0.55;
            var named = containers[i].Own.Any(ElementHint.Body) && containers[i].Prose > allProse * 0.15;
            containers[containers[i].Parent].HoldsBody |= !off && (named || containers[i].HoldsBody);
            containers[i].HoldsBody &= !off;
        }

        Weigh(scan, title, allProse, lenient: false);
    }

    /// <summary>Weighs again with only the surest exclusions: for pages whose names say that everything is furniture.</summary>
    /// <param name="scan">The page, weighed before.</param>
    /// <param name="title">The article's title.</param>
    public static void ApplyLeniently(PageScan scan, string title)
    {
        foreach (var container in scan.Containers)
        {
            container.Excluded = false;
            container.Weight = 0;
        }

        Weigh(scan, title, scan.Containers[0].Prose, lenient: true);
    }

    private static void Weigh(PageScan scan, string title, double allProse, bool lenient)
    {
        var containers = scan.Containers;
        Teasers.Exclude(scan, title, allProse);
        var before = 0;
        double shown = 0;
        foreach (var container in containers)
        {
            // Containers stand in the order in which they begin: of those that hold what is before one, it is known by now which are excluded.
            for (; before < container.FirstBlock; before++)
            {
                var holder = containers[scan.Blocks[before].Container];
                shown += !holder.Excluded && IsProse(scan.Blocks[before], holder.Tag) ? scan.Blocks[before].Length : 0;
            }

            var parent = container.Parent >= 0 ? containers[container.Parent] : null;
            var excluded = IsExcluded(container, allProse, shown) && (!lenient || container.Own.Any(ElementHint.Comments | ElementHint.Related | ElementHint.Footer | ElementHint.ConsentTool) || container.Tag is "nav");
            container.Excluded = container.Excluded || parent is { Excluded: true } || excluded;
            container.Labels = (parent?.Labels ?? ElementHint.None)
                | (container.Length <= MaxLabelLength && !container.Own.Any(ElementHint.Body | ElementHint.Article) ? container.Own & (ElementHint.Byline | ElementHint.Date | ElementHint.Caption) : ElementHint.None);
        }

        Furniture.Exclude(scan, title, allProse);
        foreach (var container in containers)
        {
            container.Excluded |= container.Parent >= 0 && containers[container.Parent].Excluded;
        }

        foreach (var block in scan.Blocks)
        {
            block.Verdict = null;
            var container = containers[block.Container];
            container.Weight += container.Excluded ? 0 : Of(block, container.Tag);
        }

        for (var i = containers.Count - 1; i > 0; i--)
        {
            containers[containers[i].Parent].Weight += containers[i].Weight;
        }
    }

    /// <summary>Whether a block is running text.</summary>
    public static bool IsProse(TextBlock block, string tag) =>
        block.LinkDensity < 0.5 && (tag is "p" or "blockquote" or "pre"
            ? block.Length >= 60 || (block.Length >= 25 && block.Punctuation > 0)
            : block.Length >= 80 && block.Punctuation > 0 && !IsHeading(tag));

    /// <summary>Whether a tag is a heading.</summary>
    public static bool IsHeading(string tag) => tag.Length == 2 && tag[0] == 'h' && tag[1] is >= '1' and <= '6';

    /// <summary>Whether a container's hints keep it out. Names lie: what holds much of the page's running text is no navigation.</summary>
    private static bool IsExcluded(Container container, double allProse, double proseBefore)
    {
        var own = container.Own & ElementHint.Excluded;
        if (own == ElementHint.None || (container.HoldsBody && !own.Any(ElementHint.Comments | ElementHint.Related | ElementHint.Footer)))
        {
            return false;
        }

        if (own.Any(ElementHint.ConsentTool))
        {
            return container.Prose < allProse * 0.9;
        }

        // Subscribers' text and subscription offers carry the same names; offers are short.
        if (own == ElementHint.Paywall)
        {
            return container.Tag != "p" && container.Prose < 300;
        }

        // A discussion can outweigh what it is about, which stands before it.
        if (own.Any(ElementHint.Comments) && container.Prose >= allProse * 0.75 && proseBefore >= MinDiscussed)
        {
            return true;
        }

        // Comments and related stories can outweigh a short article; other furniture hardly ever does.
        var linked = container.Linked > container.Length * 0.3;
        var tolerance = own.Any(ElementHint.Comments | ElementHint.Related | ElementHint.Consent | ElementHint.Footer) ? 0.75 : linked || container.Tag is "nav" or "aside" or "footer" ? 0.5 : 0.25;
        return container.Prose < allProse * tolerance;
    }

    private static double Of(TextBlock block, string tag)
    {
        var density = block.LinkDensity;
        if (IsHeading(tag) || block.IsFurniture || block.Hints.Any(ElementHint.Hidden))
        {
            return 0;
        }

        if (block.Agreement > 0.6 && block.Length >= 25)
        {
            return block.Length * 1.3;
        }

        double weight;
        if (IsProse(block, tag))
        {
            var full = tag is "p" or "blockquote" or "pre" ? 1 : tag is "li" or "td" or "dd" ? 0.6 : 0.8;
            weight = block.Length * (1 - (2 * density)) * full;
        }
        else
        {
            weight = -8 - (block.Linked * 0.4);
        }

        return block.Agreement is >= 0 and < 0.1 && weight > 0 ? weight * 0.25 : weight;
    }
}
