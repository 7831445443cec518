namespace NewsPlatform.Crawling.Opml;

/// <summary>A feed of a list.</summary>
/// <param name="Url">Its address as written.</param>
/// <param name="Title">What the list calls it, or null.</param>
/// <param name="SiteUrl">Address of its site, or null.</param>
/// <param name="Categories">Paths of folder and category names, each from the outside inwards; at most 100, of names cut to 200 characters.</param>
public sealed record OpmlFeed(string Url, string? Title, string? SiteUrl, IReadOnlyList<IReadOnlyList<string>> Categories)
{
    // Of one feed; with longer names or more paths a list could make each of its feeds dearer than the one before.
    private const int MaxCategories = 100;
    private const int MaxNameLength = 200;

    internal static List<OpmlFeed> Of(IReadOnlyList<OpmlOutline> outlines)
    {
        var feeds = new List<OpmlFeed>();
        Collect(outlines, [], feeds, new Dictionary<string, Paths>(StringComparer.Ordinal));
        return feeds;
    }

    // Depth is bounded by the reader.
    private static void Collect(IReadOnlyList<OpmlOutline> outlines, string[] folder, List<OpmlFeed> feeds, Dictionary<string, Paths> seen)
    {
        foreach (var outline in outlines)
        {
            if (outline.FeedUrl is { } url)
            {
                if (!seen.TryGetValue(url, out var paths))
                {
                    seen[url] = paths = new Paths();
                    feeds.Add(new OpmlFeed(url, outline.Title, outline.SiteUrl, paths.All));
                }

                AddCategories(outline, folder, paths);
            }

            var isFolder = outline.FeedUrl is null && outline.Title is not null;
            Collect(outline.Children, isFolder ? [.. folder, Cut(outline.Title!)] : folder, feeds, seen);
        }
    }

    /// <summary>The "category" attribute, paths with slashes, separated by commas (OPML 2.0), and the folders around it.</summary>
    private static void AddCategories(OpmlOutline outline, string[] folder, Paths paths)
    {
        foreach (var path in outline.Attribute("category")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            paths.Add([.. path.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Cut)]);
        }

        paths.Add(folder);
    }

    private static string Cut(string name) => name.Length <= MaxNameLength ? name : name[..(char.IsHighSurrogate(name[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength)];

    /// <summary>Where one feed stands, each place once.</summary>
    private sealed class Paths
    {
        private readonly HashSet<string> known = new(StringComparer.Ordinal);

        public List<IReadOnlyList<string>> All { get; } = [];

        public void Add(string[] path)
        {
            if (path.Length > 0 && All.Count < MaxCategories && known.Add(string.Join('/', path)))
            {
                All.Add(path);
            }
        }
    }
}
