using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>The attributes of an element that the walk asks for, read in one pass. Those that it does not have are empty.</summary>
internal readonly record struct ElementAttributes
{
    public ReadOnlyMemory<char> Class { get; private init; }

    public ReadOnlyMemory<char> Id { get; private init; }

    public ReadOnlyMemory<char> Role { get; private init; }

    /// <summary>The name of a microdata property, or of an RDFa one that says the same; null without.</summary>
    public string? ItemProp { get; private init; }

    public ReadOnlyMemory<char> Style { get; private init; }

    public ReadOnlyMemory<char> Rel { get; private init; }

    public bool IsHidden { get; private init; }

    /// <summary>Reads them.</summary>
    public static ElementAttributes Of(PageElement element)
    {
        ReadOnlyMemory<char> names = default, id = default, role = default, style = default, rel = default;
        string? property = null;
        var hidden = false;
        foreach (var attribute in element.Attributes)
        {
            switch (attribute.Name)
            {
                case "class":
                    names = attribute.Value;
                    break;
                case "id":
                    id = attribute.Value;
                    break;
                case "role":
                    role = attribute.Value;
                    break;
                case "itemprop":
                    property = attribute.Value.ToString();
                    break;
                case "property":
                    property ??= OfRdfa(attribute.Value.Span);
                    break;
                case "style":
                    style = attribute.Value;
                    break;
                case "rel":
                    rel = attribute.Value;
                    break;
                case "hidden":
                    hidden = true;
                    break;
                default:
                    break;
            }
        }

        return new() { Class = names, Id = id, Role = role, ItemProp = property, Style = style, Rel = rel, IsHidden = hidden };
    }

    // RDFa says the same as microdata with prefixes of several vocabularies; only what the metadata readers ask for.
    private static string? OfRdfa(ReadOnlySpan<char> property) => property switch
    {
        "schema:datePublished" or "datePublished" or "dc:issued" or "dcterms:issued" => "datePublished",
        "schema:dateCreated" or "dateCreated" or "dc:date" or "dc:created" or "dc:date dc:created" or "dcterms:created" => "dateCreated",
        "schema:dateModified" or "dateModified" or "dc:modified" or "dcterms:modified" => "dateModified",
        "schema:author" or "author" or "dc:creator" or "dcterms:creator" => "author",
        _ => null,
    };
}
