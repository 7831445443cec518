namespace NewsPlatform.Extraction.Body;

/// <summary>
/// A body for pages in which the finder sees none: the longest stretch of running text under one parent. Names that say furniture of
/// everything, and layouts without any, leave the finder with nothing.
/// </summary>
internal static class RunBody
{
    /// <summary>The stretch when it is much longer than what was found, else what was found.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="found">What the finder chose.</param>
    /// <param name="container">The container of the stretch, or -1.</param>
    /// <param name="length">Its characters.</param>
    /// <param name="least">Characters of an article; with as many the finder is believed.</param>
    /// <param name="isText">Whether a block is running text.</param>
    public static BodySelection Or(PageScan scan, BodySelection found, int container, double length, int least, Func<int, bool> isText)
    {
        if (container < 0 || found.Length >= least || length < found.Length * 2)
        {
            return found;
        }

        var kept = new List<int>();
        double kinds = 0;
        for (var i = scan.Containers[container].FirstBlock; i < scan.Containers[container].EndBlock; i++)
        {
            if (isText(i))
            {
                kept.Add(i);
                kinds += scan.Blocks[i].Length;
            }
        }

        return new(container, kept, kinds);
    }
}
