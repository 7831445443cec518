using System.Text;

namespace NewsPlatform.Crawling.Xml;

/// <summary>An element of a feed or sitemap, kept only until it is read.</summary>
internal sealed class MarkupElement(string space, string name, MarkupElement? parent)
{
    /// <summary>Short name of the namespace (<see cref="Namespaces"/>), empty for RSS and elements without one.</summary>
    public string Space { get; } = space;

    /// <summary>Local name in lower case: feeds in the wild write pubdate, pubDate and PubDate.</summary>
    public string Name { get; } = name;

    public MarkupElement? Parent { get; } = parent;

    /// <summary>Attributes by name in lower case; those of a namespace as "xml:base".</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The local name as written, where the builder keeps it.</summary>
    public string? WrittenName { get; set; }

    /// <summary>Attributes with names as written, in order, where the builder keeps them.</summary>
    public List<KeyValuePair<string, string>>? WrittenAttributes { get; set; }

    public List<MarkupElement> Children { get; } = [];

    /// <summary>The address that relative ones refer to (XML Base).</summary>
    public Uri? Base { get; set; }

    /// <summary>Text and child elements in document order.</summary>
    public List<(string? Text, MarkupElement? Element)> Content { get; } = [];

    public bool Is(string space, string name) => string.Equals(Space, space, StringComparison.Ordinal) && string.Equals(Name, name, StringComparison.Ordinal);

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    public MarkupElement? Child(string space, string name)
    {
        foreach (var child in Children)
        {
            if (child.Is(space, name))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The trimmed text of the first such child that has any, or null.</summary>
    public string? ChildText(string space, string name)
    {
        foreach (var child in Children)
        {
            if (child.Is(space, name) && child.Text() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>All text inside, trimmed.</summary>
    public string Text()
    {
        if (Content.Count == 1 && Content[0].Text is { } only)
        {
            return only.Trim();
        }

        var text = new StringBuilder();
        Append(text, markup: false);
        return text.ToString().Trim();
    }

    /// <summary>The content with its tags, for elements that hold XHTML.</summary>
    public string Markup()
    {
        var text = new StringBuilder();
        Append(text, markup: true);
        return text.ToString().Trim();
    }

    // Recursion is bounded by the depth that MarkupBuilder allows.
    private void Append(StringBuilder target, bool markup)
    {
        foreach (var (text, element) in Content)
        {
            if (element is null)
            {
                target.Append(markup ? System.Net.WebUtility.HtmlEncode(text) : text);
                continue;
            }

            if (markup)
            {
                target.Append('<').Append(element.Name).Append('>');
            }

            element.Append(target, markup);
            if (markup)
            {
                target.Append("</").Append(element.Name).Append('>');
            }
        }
    }
}
