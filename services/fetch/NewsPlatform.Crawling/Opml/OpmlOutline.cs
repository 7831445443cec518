namespace NewsPlatform.Crawling.Opml;

/// <summary>An outline element with everything that it says.</summary>
/// <param name="Attributes">Names and values as written, in order.</param>
/// <param name="Children">Outlines inside.</param>
public sealed record OpmlOutline(IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<OpmlOutline> Children)
{
    /// <summary>Address of a feed; null for a folder, a note or a link.</summary>
    public string? FeedUrl => Attribute("xmlUrl");

    /// <summary>Address of the site.</summary>
    public string? SiteUrl => Attribute("htmlUrl");

    /// <summary>Address that a link or an inclusion leads to.</summary>
    public string? Url => Attribute("url");

    /// <summary>The kind of outline: "rss", "include", "link" or any other.</summary>
    public string? Type => Attribute("type");

    /// <summary>What people see: "text", which the standard requires, else "title", which many write.</summary>
    public string? Title => Attribute("text") ?? Attribute("title");

    /// <summary>The trimmed value of an attribute, in any case; null when absent or blank.</summary>
    public string? Attribute(string name)
    {
        foreach (var (key, value) in Attributes)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }
        }

        return null;
    }
}
