using System.Collections.Frozen;

namespace NewsPlatform.Crawling.Xml;

/// <summary>Short names for the namespaces of feeds and sitemaps, whatever prefix and spelling a document uses.</summary>
internal static class Namespaces
{
    public const string None = "";
    public const string Other = "?";

    private static readonly FrozenDictionary<string, string> ByUri = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [""] = None,
        ["http://backend.userland.com/rss"] = None,
        ["http://backend.userland.com/rss2"] = None,
        ["http://blogs.law.harvard.edu/tech/rss"] = None,
        ["http://purl.org/rss/1.0"] = None,
        ["http://purl.org/net/rss1.1#"] = None,
        ["http://my.netscape.com/rdf/simple/0.9"] = None,
        ["http://channel.netscape.com/rdf/simple/0.9"] = None,
        ["http://www.w3.org/2005/atom"] = "atom",
        ["http://purl.org/atom/ns#"] = "atom",
        ["http://purl.org/atom/ns"] = "atom",
        ["http://example.com/newformat#"] = "atom",
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf",
        ["http://purl.org/dc/elements/1.1"] = "dc",
        ["http://purl.org/dc/elements/1.0"] = "dc",
        ["http://purl.org/dc/terms"] = "dcterms",
        ["http://purl.org/rss/1.0/modules/content"] = "content",
        ["http://purl.org/rss/1.0/modules/syndication"] = "sy",
        ["http://search.yahoo.com/mrss"] = "media",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes",
        ["http://www.w3.org/1999/xhtml"] = "xhtml",
        ["http://www.w3.org/xml/1998/namespace"] = "xml",
        ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner",
        ["http://www.sitemaps.org/schemas/sitemap/0.9"] = "sitemap",
        ["http://www.sitemaps.org/schemas/sitemap/0.84"] = "sitemap",
        ["http://www.google.com/schemas/sitemap/0.84"] = "sitemap",
        ["http://www.google.com/schemas/sitemap/0.9"] = "sitemap",
        ["http://www.google.com/schemas/sitemap-news/0.9"] = "news",
        ["http://www.google.com/schemas/sitemap-image/1.1"] = "image",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prefixes that are believed where a document forgot to declare them or declares another address.</summary>
    private static readonly FrozenSet<string> KnownPrefixes =
        new[] { "atom", "rdf", "dc", "dcterms", "content", "sy", "media", "itunes", "xhtml", "xml", "feedburner", "news", "image" }.ToFrozenSet(StringComparer.Ordinal);

    public static string Short(string prefix, string? uri)
    {
        if (uri is not null)
        {
            var key = uri.Trim().TrimEnd('/');
            key = key.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? "http:" + key[6..] : key;
            if (ByUri.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        prefix = prefix.ToLowerInvariant();
        return KnownPrefixes.Contains(prefix) ? prefix
            : prefix is "atom10" or "a10" ? "atom"
            : prefix.Length == 0 ? None
            : Other;
    }
}
