namespace NewsPlatform.Extraction.Body;

/// <summary>Finds the article in a page: first the container that holds most of it, then block by block.</summary>
internal static class BodyFinder
{
    // Below this a second look with fewer exclusions is worth its time.
    private const int ShortBody = 200;

    /// <summary>Chooses the article's blocks.</summary>
    /// <param name="scan">The page, with weights applied.</param>
    /// <param name="title">The article's title: repeated in the body it is dropped.</param>
    public static BodySelection Find(PageScan scan, string title)
    {
        var body = Choose(scan, title);
        if (body.Length >= ShortBody || scan.Containers.Count == 0 || scan.Containers[0].Prose < body.Length + ShortBody)
        {
            return body;
        }

        BlockWeights.ApplyLeniently(scan, title);
        var second = Choose(scan, title);
        return second.Length > body.Length * 2 ? second : body;
    }

    private static BodySelection Choose(PageScan scan, string title)
    {
        var root = Root(scan);
        if (root < 0)
        {
            return new(-1, [], 0);
        }

        var kept = BlockFilter.Select(scan, root, title);
        double length = 0;
        foreach (var index in kept)
        {
            length += scan.Blocks[index].Length;
        }

        return new(root, kept, length);
    }

    private static int Root(PageScan scan)
    {
        var containers = scan.Containers;
        var best = -1;
        double bestScore = 0;
        for (var i = 0; i < containers.Count; i++)
        {
            var container = containers[i];
            if (container.Weight <= 0 || container.Excluded)
            {
                continue;
            }

            // Equal sums: the deeper one, which comes later in document order, has less around it.
            var score = container.Weight * Trust(container);
            if (score >= bestScore)
            {
                bestScore = score;
                best = i;
            }
        }

        return best < 0 ? -1 : OneOfSeveral(scan, best);
    }

    private static double Trust(Container container)
    {
        var trust = 1.0;
        trust += container.Own.Any(ElementHint.Body) ? 0.15 : 0;
        trust += container.Tag is "article" ? 0.1 : container.Tag is "main" ? 0.03 : container.Tag is "body" or "html" ? -0.1 : 0;
        return trust;
    }

    /// <summary>
    /// A root that holds several whole articles (endless scroll, a blog's front page) is narrowed to the first that is long enough
    /// to be one: the page's address stands for it.
    /// </summary>
    private static int OneOfSeveral(PageScan scan, int root)
    {
        var containers = scan.Containers;
        var end = containers[root].EndBlock;
        int first = -1, count = 0, inside = -1;
        double total = 0;
        for (var i = root + 1; i < containers.Count && containers[i].FirstBlock < end; i++)
        {
            var container = containers[i];
            if (container.Tag != "article" || container.Excluded || container.Weight < 400 || i <= inside)
            {
                continue;
            }

            inside = LastInside(containers, i);
            count++;
            total += container.Weight;
            first = first < 0 ? i : first;
        }

        return count >= 2 && total > containers[root].Weight * 0.6 && containers[first].Weight > total * 0.15 ? first : root;
    }

    private static int LastInside(List<Container> containers, int outer)
    {
        var depth = containers[outer].Depth;
        var i = outer + 1;
        while (i < containers.Count && containers[i].Depth > depth)
        {
            i++;
        }

        return i - 1;
    }
}
