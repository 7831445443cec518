using NewsPlatform.Crawling.Dates;
using NewsPlatform.Text.Urls;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>Reads the fields that feeds and entries of every XML format share, each by its order of preference.</summary>
internal static class FeedFields
{
    private const int MaxAuthors = 50;
    private const int MaxCategories = 100;
    private const int MaxNameLength = 200;
    private const int MaxIdLength = 2_048;

    public static FeedEntry Entry(MarkupElement item) => new(
        Id(item),
        Link(item, null) ?? LinkFromId(item),
        Title(item),
        Summary(item),
        Date(item, "pubdate", "published", "issued", "date", "created", "updated") is { } published && !OnlyUpdated(item) ? published : null,
        Date(item, "updated", "modified"),
        Authors(item),
        Categories(item));

    /// <summary>Plain text of the title; markup in it is markup by Atom's type, and by custom in RSS.</summary>
    public static string? Title(MarkupElement element)
    {
        foreach (var (space, name) in (ReadOnlySpan<(string, string)>)[("", "title"), ("atom", "title"), ("dc", "title"), ("media", "title"), ("itunes", "title")])
        {
            if (element.Child(space, name) is { } title && TextOf(title, PlainText.MaxTitleLength) is { } text)
            {
                return text;
            }
        }

        return null;
    }

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

    private static string? Id(MarkupElement item)
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

    private static string? Summary(MarkupElement item)
    {
        foreach (var (space, name) in (ReadOnlySpan<(string, string)>)[("", "description"), ("atom", "summary"), ("", "summary"), ("atom", "content"), ("content", "encoded"), ("dc", "description"), ("media", "description"), ("itunes", "summary"), ("xhtml", "body"), ("", "body")])
        {
            if (item.Child(space, name) is { } child && TextOf(child, PlainText.MaxSummaryLength) is { } text)
            {
                return text;
            }
        }

        return item.Child("media", "group")?.Child("media", "description") is { } grouped ? TextOf(grouped, PlainText.MaxSummaryLength) : null;
    }

    private static string? TextOf(MarkupElement element, int maxLength)
    {
        if (element.Children.Count > 0)
        {
            return PlainText.OfHtml(element.Markup(), maxLength);
        }

        var plain = element.Space is "atom" && element.Attribute("type")?.Trim().ToLowerInvariant() is null or "text" or "text/plain"
            && !string.Equals(element.Attribute("mode"), "escaped", StringComparison.OrdinalIgnoreCase);
        if (string.Equals(element.Attribute("mode"), "base64", StringComparison.OrdinalIgnoreCase) && FromBase64(element.Text()) is { } decoded)
        {
            return PlainText.OfHtml(decoded, maxLength);
        }

        return plain ? PlainText.Collapse(element.Text(), maxLength) : PlainText.OfHtml(element.Text(), maxLength);
    }

    /// <summary>Atom 0.3 allowed content in base64; null when it is none.</summary>
    private static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary>True when "updated" is the only date: a change is not a publication.</summary>
    private static bool OnlyUpdated(MarkupElement item) => Date(item, "pubdate", "published", "issued", "date", "created") is null;

    private static List<string> Authors(MarkupElement item)
    {
        var authors = new List<string>();
        foreach (var child in item.Children)
        {
            var name = (child.Space, child.Name) switch
            {
                ("dc", "creator") or ("", "author") or ("itunes", "author") when child.Children.Count == 0 => child.Text(),
                ("atom", "author") or ("", "author") => child.ChildText("atom", "name") ?? child.ChildText("", "name") ?? child.ChildText("atom", "email"),
                _ => null,
            };
            Add(authors, PersonName(name), MaxAuthors);
        }

        return authors;
    }

    /// <summary>RSS writes "jane@example.com (Jane Doe)"; the name is what a reader sees.</summary>
    private static string? PersonName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var open = name.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && name.EndsWith(')') && name.AsSpan(0, open).Contains('@') && name.Length - open > 2)
        {
            name = name[(open + 1)..^1];
        }

        return PlainText.OfHtml(name, MaxNameLength);
    }

    private static List<string> Categories(MarkupElement item)
    {
        var categories = new List<string>();
        foreach (var child in item.Children)
        {
            var name = (child.Space, child.Name) switch
            {
                ("", "category") => child.Text(),
                ("dc", "subject") => child.Text(),
                ("atom", "category") => child.Attribute("label") is { Length: > 0 } label ? label : child.Attribute("term"),
                _ => null,
            };
            Add(categories, PlainText.OfHtml(name, MaxNameLength), MaxCategories);
        }

        return categories;
    }

    private static void Add(List<string> list, string? value, int max)
    {
        if (value is not null && list.Count < max && !list.Contains(value))
        {
            list.Add(value);
        }
    }
}
