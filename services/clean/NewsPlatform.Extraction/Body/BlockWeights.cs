namespace NewsPlatform.Extraction.Body;

/// <summary>How much each block speaks for or against its surroundings being the article, and the sums over the page's containers.</summary>
internal static class BlockWeights
{
    /// <summary>Weighs all blocks, decides which containers are excluded, and sums up into every container.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="articleBody">The publisher's own copy of the text, or null.</param>
    public static void Apply(PageScan scan, ShingleSet? articleBody)
    {
        var containers = scan.Containers;
        double allProse = 0;
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
        }

        for (var i = containers.Count - 1; i > 0; i--)
        {
            var parent = containers[containers[i].Parent];
            parent.Prose += containers[i].Prose;
            parent.Length += containers[i].Length;
            parent.Linked += containers[i].Linked;
        }

        foreach (var container in containers)
        {
            // A name may lie: what holds half of the page's sentences is not navigation.
            var own = container.Own.Any(ElementHint.Excluded) && container.Prose < allProse * Tolerance(container.Own);
            container.Excluded = own || (container.Parent >= 0 && containers[container.Parent].Excluded);
        }

        foreach (var block in scan.Blocks)
        {
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

    // Comments and related stories can outweigh a short article; other chrome hardly ever does.
    private static double Tolerance(ElementHint own) => own.Any(ElementHint.Comments | ElementHint.Related) ? 0.75 : 0.5;

    private static double Of(TextBlock block, string tag)
    {
        var density = block.LinkDensity;
        if (IsHeading(tag) || block.Hints.Any(ElementHint.Caption))
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
