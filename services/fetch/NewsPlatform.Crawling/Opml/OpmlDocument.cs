namespace NewsPlatform.Crawling.Opml;

/// <summary>A list of feeds, as readers exchange it (OPML 1.0, 1.1 and 2.0), complete: writing it gives what was read.</summary>
/// <param name="Version">Version as written, or null.</param>
/// <param name="Head">Elements of the head with their text, names as written, in order.</param>
/// <param name="Outlines">The outlines of the body.</param>
public sealed record OpmlDocument(string? Version, IReadOnlyList<KeyValuePair<string, string>> Head, IReadOnlyList<OpmlOutline> Outlines)
{
    /// <summary>The list's title, or null.</summary>
    public string? Title => HeadText("title");

    /// <summary>The trimmed text of a head element, in any case; null when absent or blank.</summary>
    public string? HeadText(string name)
    {
        foreach (var (key, value) in Head)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }
        }

        return null;
    }

    /// <summary>Every feed once, in the order of the list, with all the folders and categories that it stands in.</summary>
    public IReadOnlyList<OpmlFeed> Feeds() => OpmlFeed.Of(Outlines);
}
