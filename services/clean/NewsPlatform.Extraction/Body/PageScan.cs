namespace NewsPlatform.Extraction.Body;

/// <summary>Everything the one walk over a page collected.</summary>
internal sealed class PageScan
{
    public List<Container> Containers { get; } = [];

    public List<TextBlock> Blocks { get; } = [];

    public List<PageImage> Images { get; } = [];

    public List<PageImage> Frames { get; } = [];

    /// <summary>Meta elements' content by name, property, itemprop or http-equiv in lower case, in page order.</summary>
    public Dictionary<string, List<string>> Meta { get; } = new(StringComparer.Ordinal);

    /// <summary>Link elements: rel in lower case, address, hreflang.</summary>
    public List<(string Rel, string Href, string? HrefLang)> Links { get; } = [];

    public List<string> JsonLd { get; } = [];

    /// <summary>Scripts without an address, unread: their text is taken only when it is needed.</summary>
    public List<Markup.PageElement> InlineScripts { get; } = [];

    /// <summary>Scripts with an address.</summary>
    public List<Markup.PageElement> ExternalScripts { get; } = [];

    public List<Mark> Headings { get; } = [];

    public List<Mark> Times { get; } = [];

    public List<Mark> Bylines { get; } = [];

    public List<Mark> Dates { get; } = [];

    public List<Mark> Standfirsts { get; } = [];

    public List<Mark> Breadcrumbs { get; } = [];

    public List<Mark> Microdata { get; } = [];

    public List<Mark> TagLists { get; } = [];

    public List<Mark> RelatedLinks { get; } = [];

    /// <summary>Whether most of the running text is set in small print, which then tells nothing.</summary>
    public bool IsSmallPrint { get; set; }

    /// <summary>Teasers of other articles.</summary>
    public int Teasers { get; set; }

    public string? DocumentTitle { get; set; }

    public string? BaseHref { get; set; }

    public string? Language { get; set; }

    public int PasswordFields { get; set; }

    public int SearchFields { get; set; }

    public int Scripts { get; set; }

    public int Elements { get; set; }

    /// <summary>Text of <c>noscript</c> elements, at most 500 characters.</summary>
    public string NoScript { get; set; } = "";

    /// <summary>The first content of a meta name, or null.</summary>
    public string? MetaOf(string name) => Meta.TryGetValue(name, out var values) ? values[0] : null;
}
