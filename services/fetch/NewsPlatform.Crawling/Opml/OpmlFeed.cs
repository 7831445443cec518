namespace NewsPlatform.Crawling.Opml;

/// <summary>A feed of a list.</summary>
/// <param name="Url">Its address as written.</param>
/// <param name="Title">What the list calls it, or null.</param>
/// <param name="SiteUrl">Address of its site, or null.</param>
/// <param name="Categories">Paths of folder and category names, each from the outside inwards.</param>
public sealed record OpmlFeed(string Url, string? Title, string? SiteUrl, IReadOnlyList<IReadOnlyList<string>> Categories)
{
    internal static List<OpmlFeed> Of(IReadOnlyList<OpmlOutline> outlines)
    {
        var feeds = new List<OpmlFeed>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Collect(outlines, [], feeds, seen);
        return feeds;
    }

    // Depth is bounded by the reader.
    private static void Collect(IReadOnlyList<OpmlOutline> outlines, string[] folder, List<OpmlFeed> feeds, Dictionary<string, int> seen)
    {
        foreach (var outline in outlines)
        {
            if (outline.FeedUrl is { } url)
            {
                var categories = CategoriesOf(outline, folder);
                if (seen.TryGetValue(url, out var known))
                {
                    feeds[known] = feeds[known] with { Categories = [.. Distinct([.. feeds[known].Categories, .. categories])] };
                }
                else
                {
                    seen[url] = feeds.Count;
                    feeds.Add(new OpmlFeed(url, outline.Title, outline.SiteUrl, [.. Distinct(categories)]));
                }
            }

            var isFolder = outline.FeedUrl is null && outline.Title is not null;
            Collect(outline.Children, isFolder ? [.. folder, outline.Title!] : folder, feeds, seen);
        }
    }

    /// <summary>The folders around it, and the "category" attribute: paths with slashes, separated by commas (OPML 2.0).</summary>
    private static List<IReadOnlyList<string>> CategoriesOf(OpmlOutline outline, string[] folder)
    {
        var categories = new List<IReadOnlyList<string>>();
        foreach (var path in outline.Attribute("category")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var names = path.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (names.Length > 0)
            {
                categories.Add(names);
            }
        }

        if (folder.Length > 0)
        {
            categories.Add(folder);
        }

        return categories;
    }

    private static IEnumerable<IReadOnlyList<string>> Distinct(List<IReadOnlyList<string>> paths) => paths.DistinctBy(path => string.Join('/', path), StringComparer.Ordinal);
}
