namespace NewsPlatform.Extraction.Metadata;

/// <summary>The schema.org objects of a page: the one that describes its article, and its neighbours.</summary>
internal sealed class JsonLdGraph
{
    private const int MaxObjects = 5000;
    private readonly Dictionary<string, JsonLdNode> byId = new(StringComparer.Ordinal);
    private readonly List<(JsonLdNode Node, string Pointer, bool Listed)> objects = [];

    private JsonLdGraph() { }

    /// <summary>The object that describes the page's article, or null.</summary>
    public JsonLdNode? Article { get; private set; }

    /// <summary>Its JSON pointer, prefixed with the script's number.</summary>
    public string? ArticlePointer { get; private set; }

    /// <summary>The breadcrumb list, or null.</summary>
    public JsonLdNode? Breadcrumbs { get; private set; }

    /// <summary>How many article objects the page lists without being about them.</summary>
    public int ListedArticles { get; private set; }

    /// <summary>Whether an object says that the page is a collection (<c>CollectionPage</c>, <c>ItemList</c> main entity, search results).</summary>
    public bool IsCollection { get; private set; }

    /// <summary>Reads the scripts and finds the article among their objects.</summary>
    public static JsonLdGraph Read(IReadOnlyList<string> scripts, Uri page, int maxBytes)
    {
        var graph = new JsonLdGraph();
        for (var i = 0; i < scripts.Count && i < 64; i++)
        {
            if (JsonLdReader.Read(scripts[i], maxBytes) is { } root)
            {
                graph.Collect(root, "script[" + i + "]", listed: false, depth: 0);
            }
        }

        graph.Choose(page);
        return graph;
    }

    /// <summary>The full object where a member holds only a reference (<c>{"@id": ...}</c>).</summary>
    public JsonLdNode Resolve(JsonLdNode node) =>
        node.Members is { Count: 1 } && node["@id"]?.Text is { } id && byId.TryGetValue(id, out var full) ? full : node;

    /// <summary>Whether a schema.org type is that of an article.</summary>
    public static bool IsArticleType(string type) =>
        type.EndsWith("Article", StringComparison.Ordinal)
        || type is "BlogPosting" or "LiveBlogPosting" or "Report" or "Review" or "SocialMediaPosting" or "ScholarlyArticle" or "CreativeWork" or "Recipe" or "PodcastEpisode";

    private void Collect(JsonLdNode node, string pointer, bool listed, int depth)
    {
        if (objects.Count >= MaxObjects || depth > 12)
        {
            return;
        }

        if (node.Items is { } items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Collect(items[i], pointer + "/" + i, listed, depth + 1);
            }
        }
        else if (node.Members is { } members)
        {
            objects.Add((node, pointer, listed));
            if (node["@id"]?.Text is { } id && members.Count > 1)
            {
                byId.TryAdd(id, node);
            }

            foreach (var (name, value) in members)
            {
                if (value.Text is null)
                {
                    Collect(value, pointer + "/" + name, listed || IsListing(name), depth + 1);
                }
            }
        }
    }

    private static bool IsListing(string member) => member is "itemListElement" or "hasPart" or "mentions" or "citation" or "isPartOf" or "comment"
        or "blogPost" or "blogPosts" or "liveBlogUpdate" or "relatedLink" or "isBasedOn" or "itemReviewed" or "potentialAction" or "workFeatured" or "subjectOf" or "video";

    private void Choose(Uri page)
    {
        var best = 0;
        foreach (var (node, pointer, listed) in objects)
        {
            if (node.HasType(static type => type == "BreadcrumbList"))
            {
                Breadcrumbs ??= node;
            }

            IsCollection |= !listed && node.HasType(static type => type is "CollectionPage" or "SearchResultsPage" or "ItemList");
            var isArticle = node.HasType(IsArticleType);
            var isVideo = node.HasType(static type => type is "VideoObject" or "WebPage");
            if (!isArticle && !isVideo)
            {
                continue;
            }

            if (listed)
            {
                ListedArticles += isArticle ? 1 : 0;
                continue;
            }

            var score = (isArticle ? 10 : 1)
                + (node["headline"] is not null ? 4 : node["name"] is not null ? 1 : 0)
                + (node["datePublished"] is not null ? 3 : 0)
                + (node["author"] is not null ? 2 : 0)
                + (node["articleBody"] is not null ? 1 : 0)
                + (node.HasType(static type => type == "CreativeWork") ? -6 : 0)
                + (SamePage(node, page) ? 6 : 0);
            if (score > best)
            {
                best = score;
                Article = node;
                ArticlePointer = pointer;
            }
        }
    }

    private static bool SamePage(JsonLdNode node, Uri page)
    {
        foreach (var name in (ReadOnlySpan<string>)["url", "mainEntityOfPage", "@id"])
        {
            var value = node[name] is { } member ? member.Text ?? member["@id"]?.Text ?? member["url"]?.Text : null;
            if (value is not null && Uri.TryCreate(page, value, out var url) && page.AbsolutePath.Length > 1
                && string.Equals(url.AbsolutePath.TrimEnd('/'), page.AbsolutePath.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
