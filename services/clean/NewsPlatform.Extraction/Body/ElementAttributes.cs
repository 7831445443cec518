using AngleSharp.Dom;

namespace NewsPlatform.Extraction.Body;

/// <summary>The attributes of an element that the walk asks for, read in one pass.</summary>
internal readonly record struct ElementAttributes
{
    public string? Class { get; private init; }

    public string? Id { get; private init; }

    /// <summary>Class names and id, parted by a blank.</summary>
    public string Names => Class is null ? Id ?? "" : Id is null ? Class : Class + " " + Id;

    public string? Role { get; private init; }

    public string? ItemProp { get; private init; }

    public string? Style { get; private init; }

    public string? Rel { get; private init; }

    public bool IsHidden { get; private init; }

    /// <summary>Reads them.</summary>
    public static ElementAttributes Of(IElement element)
    {
        var attributes = element.Attributes;
        var count = attributes.Length;
        string? names = null, id = null, role = null, property = null, style = null, rel = null;
        var hidden = false;
        for (var i = 0; i < count; i++)
        {
            var attribute = attributes[i]!;
            switch (attribute.LocalName)
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
                    property = attribute.Value;
                    break;
                case "property":
                    property ??= OfRdfa(attribute.Value);
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
    private static string? OfRdfa(string property) => property switch
    {
        "schema:datePublished" or "datePublished" or "dc:issued" or "dcterms:issued" => "datePublished",
        "schema:dateCreated" or "dateCreated" or "dc:date" or "dc:created" or "dc:date dc:created" or "dcterms:created" => "dateCreated",
        "schema:dateModified" or "dateModified" or "dc:modified" or "dcterms:modified" => "dateModified",
        "schema:author" or "author" or "dc:creator" or "dcterms:creator" => "author",
        _ => null,
    };
}
