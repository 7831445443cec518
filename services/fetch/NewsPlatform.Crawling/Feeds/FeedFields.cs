using NewsPlatform.Crawling.Dates;
using NewsPlatform.Text.Urls;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>Reads the fields that feeds and entries of every XML format share, each by its order of preference.</summary>
internal static class FeedFields
{
    private const int MaxCategories = 100;
    private const int MaxNameLength = 200;
    private const int MaxIdLength = 2_048;

    private static readonly (string Space, string Name)[] Titles = [("", "title"), ("atom", "title"), ("dc", "title"), ("media", "title"), ("itunes", "title")];

    private static readonly (string Space, string Name)[] Contents = [("atom", "content"), ("content", "encoded"), ("", "content"), ("xhtml", "body"), ("", "body"), ("", "fullitem")];

    // What summarises comes before what is the whole.
    private static readonly (string Space, string Name)[] Summaries =
    [
        ("", "description"), ("atom", "summary"), ("", "summary"), ("", "abstract"), ("atom", "content"), ("content", "encoded"), ("dc", "description"),
        ("media", "description"), ("itunes", "summary"), ("xhtml", "body"), ("", "body"), ("", "fullitem"),
    ];

    private static readonly (string Space, string Name)[] Descriptions =
        [("", "description"), ("atom", "subtitle"), ("atom", "tagline"), ("", "abstract"), ("dc", "description"), ("itunes", "summary"), ("itunes", "subtitle")];

    private static readonly (string Space, string Name)[] Copyrights = [("", "copyright"), ("atom", "rights"), ("atom", "copyright"), ("dc", "rights"), ("media", "copyright")];

    public static FeedEntry Entry(MarkupElement item) => new(
        Id(item),
        Link(item, null) ?? LinkFromId(item) ?? Resolve(item.Attribute("href"), item.Base),
        Title(item),
        Summary(item),
        Date(item, "pubdate", "published", "issued", "date", "created"),
        Date(item, "updated", "modified") ?? LastModified(item),
        FeedPeople.Authors(item),
        Categories(item))
    {
        AuthorEmails = FeedPeople.AuthorEmails(item),
        Content = FirstText(item, Contents, PlainText.MaxSummaryLength),
        Enclosures = FeedMedia.Enclosures(item),
        CommentsUrl = Resolve(item.ChildText("", "comments"), item.Base) ?? LinkOf(item, "replies"),
        SourceTitle = item.Child("atom", "source") is { } source ? Title(source) : item.Child("", "source") is { } named ? TextOf(named, PlainText.MaxTitleLength) : null,
        ImageUrl = FeedMedia.Image(item),
        Language = Language(item),
    };

    /// <summary>Plain text of the title; markup in it is markup by Atom's type, and by custom in RSS.</summary>
    public static string? Title(MarkupElement element) => FirstText(element, Titles, PlainText.MaxTitleLength);

    /// <summary>What a feed says of itself.</summary>
    public static string? Description(MarkupElement channel) => FirstText(channel, Descriptions, PlainText.MaxSummaryLength);

    public static string? Copyright(MarkupElement channel) => FirstText(channel, Copyrights, PlainText.MaxTitleLength);

    public static string? Generator(MarkupElement channel) => PlainText.Collapse(channel.ChildText("", "generator") ?? channel.ChildText("atom", "generator"), MaxNameLength);

    /// <summary>The picture of a feed.</summary>
    public static string? Image(MarkupElement channel) =>
        channel.Child("", "image") is { } image && Resolve(image.ChildText("", "url"), image.Base) is { } url
            ? url
            : FeedMedia.ITunesImage(channel) ?? Resolve(channel.ChildText("atom", "logo") ?? channel.ChildText("atom", "icon"), channel.Base);

    /// <summary>The first link of that relation, for people where a type is given.</summary>
    public static string? LinkOf(MarkupElement element, string relation)
    {
        foreach (var child in element.Children)
        {
            if (child.Is("atom", "link") && string.Equals(child.Attribute("rel")?.Trim(), relation, StringComparison.OrdinalIgnoreCase)
                && (relation is "self" || child.Attribute("type")?.Trim().ToLowerInvariant() is null or "text/html" or "application/xhtml+xml"))
            {
                return Resolve(child.Attribute("href"), child.Base);
            }
        }

        return null;
    }

    /// <summary>CDF has the date of the last change as an attribute.</summary>
    public static DateTimeOffset? LastModified(MarkupElement element) => WebDate.TryParse(element.Attribute("lastmod"), out var date) ? date : null;

    /// <summary>The page that an entry or feed is about.</summary>
    public static string? Link(MarkupElement element, Uri? fallbackBase)
    {
        string? other = null;
        foreach (var child in element.Children)
        {
            if (child.Name is not "link" || child.Space is not ("" or "atom" or Namespaces.Other))
            {
                continue;
            }

            var rel = child.Attribute("rel")?.Trim().ToLowerInvariant() ?? "alternate";
            var address = child.Attribute("href") is { Length: > 0 } href ? href : child.Text();
            if (address.Length == 0)
            {
                continue;
            }

            var resolved = Resolve(address, child.Base ?? fallbackBase);
            if (rel is "alternate" or "http://www.iana.org/assignments/relation/alternate" && child.Attribute("type")?.Trim().ToLowerInvariant() is null or "text/html" or "application/xhtml+xml")
            {
                return resolved;
            }

            if (rel is "alternate")
            {
                other ??= resolved;
            }
        }

        return other;
    }

    /// <summary>The first of these dates that can be read, in RSS, Atom or Dublin Core.</summary>
    public static DateTimeOffset? Date(MarkupElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var child in element.Children)
            {
                if (string.Equals(child.Name, name, StringComparison.Ordinal) && child.Space is "" or "atom" or "dc" or "dcterms" or Namespaces.Other
                    && WebDate.TryParse(child.Text(), out var date))
                {
                    return date;
                }
            }
        }

        return null;
    }

    /// <summary>An absolute address: given ones stay as written but for white space, relative ones are resolved.</summary>
    public static string? Resolve(string? address, Uri? from)
    {
        address = address?.Trim();
        if (string.IsNullOrEmpty(address) || address.Length > PageUrl.MaxRawLength)
        {
            return null;
        }

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon > 1 && char.IsAsciiLetter(address[0]) && address.AsSpan(0, colon).IndexOfAny('/', '?', '#') < 0)
        {
            return address;
        }

        return from is not null && Uri.TryCreate(from, address, out var resolved) ? resolved.AbsoluteUri : address;
    }

    public static string? Id(MarkupElement item)
    {
        var id = item.ChildText("", "guid") ?? item.ChildText("atom", "id") ?? item.ChildText("", "id") ?? item.ChildText("dc", "identifier")
            ?? item.Attribute("rdf:about") ?? item.Attribute("about");
        return PlainText.Collapse(id, MaxIdLength);
    }

    private static string? LinkFromId(MarkupElement item)
    {
        var guid = item.Child("", "guid");
        var claimed = guid is not null && !string.Equals(guid.Attribute("ispermalink")?.Trim(), "false", StringComparison.OrdinalIgnoreCase);
        var candidate = claimed ? guid!.Text() : item.Attribute("rdf:about") ?? item.ChildText("atom", "id");
        return candidate is not null && (candidate.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || candidate.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            ? candidate.Trim()
            : null;
    }

    private static string? Summary(MarkupElement item) =>
        FirstText(item, Summaries, PlainText.MaxSummaryLength)
        ?? (item.Child("media", "group")?.Child("media", "description") is { } grouped ? TextOf(grouped, PlainText.MaxSummaryLength) : null);

    private static string? FirstText(MarkupElement element, (string Space, string Name)[] names, int maxLength)
    {
        foreach (var (space, name) in names)
        {
            if (element.Child(space, name) is { } child && TextOf(child, maxLength) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Dublin Core's, else the nearest xml:lang outwards (XML 1.0 section 2.12).</summary>
    private static string? Language(MarkupElement item)
    {
        var language = item.ChildText("dc", "language");
        for (var element = item; language is null && element is not null; element = element.Parent)
        {
            language = element.Attribute("xml:lang");
        }

        return PlainText.Collapse(language, 40);
    }

    private static string? TextOf(MarkupElement element, int maxLength)
    {
        if (element.Children.Count > 0)
        {
            return PlainText.OfHtml(element.Markup(), maxLength);
        }

        var type = element.Space is "atom" ? element.Attribute("type")?.Trim().ToLowerInvariant() : null;
        var plain = element.Space is "atom" && type is null or "text" or "text/plain"
            && !string.Equals(element.Attribute("mode"), "escaped", StringComparison.OrdinalIgnoreCase);
        if ((IsBinary(type) || string.Equals(element.Attribute("mode"), "base64", StringComparison.OrdinalIgnoreCase)) && FromBase64(element.Text()) is { } decoded)
        {
            return PlainText.OfHtml(decoded, maxLength);
        }

        return plain ? PlainText.Collapse(element.Text(), maxLength) : PlainText.OfHtml(element.Text(), maxLength);
    }

    /// <summary>RFC 4287 section 4.1.3.3, rule 6: other media types than text and XML are written in base64.</summary>
    private static bool IsBinary(string? type) =>
        type is not null && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal)
        && !type.EndsWith("/xml", StringComparison.Ordinal) && !type.EndsWith("+xml", StringComparison.Ordinal);

    /// <summary>Text in base64, as Atom 0.3 allowed it anywhere; null when it is none.</summary>
    private static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    public static List<string> Categories(MarkupElement item)
    {
        var categories = new List<string>();
        foreach (var child in item.Children)
        {
            var name = (child.Space, child.Name) switch
            {
                ("", "category") => child.Text(),
                ("dc", "subject") => child.Text(),
                ("atom", "category") => child.Attribute("label") is { Length: > 0 } label ? label : child.Attribute("term"),
                ("itunes", "category") => child.Attribute("text"), // a subcategory stands inside
                ("media", "category") => child.Attribute("label") is { Length: > 0 } label ? label : child.Text(),
                _ => null,
            };
            Add(categories, PlainText.OfHtml(name, MaxNameLength), MaxCategories);
            Add(categories, PlainText.OfHtml(child.Child("itunes", "category")?.Attribute("text"), MaxNameLength), MaxCategories);
        }

        foreach (var keyword in item.ChildText("itunes", "keywords")?.Split(',', MaxCategories) ?? [])
        {
            Add(categories, PlainText.OfHtml(keyword, MaxNameLength), MaxCategories);
        }

        return categories;
    }

    /// <summary>Each value once and as many as are allowed.</summary>
    internal static void Add(List<string> list, string? value, int max)
    {
        if (value is not null && list.Count < max && !list.Contains(value))
        {
            list.Add(value);
        }
    }
}
