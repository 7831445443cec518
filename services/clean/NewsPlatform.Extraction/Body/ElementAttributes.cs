using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>The attributes of an element that the walk asks for, found in one pass. Those that it does not have are empty.</summary>
internal readonly record struct ElementAttributes
{
    private readonly PageElement? element;

    // Places among the element's attributes, counted from 1; a value is looked up when it is asked for, which few are.
    private readonly ushort names, id, role, style, rel;

    private ElementAttributes(PageElement element)
    {
        this.element = element;
        var attributes = element.Attributes;
        for (var i = 0; i < attributes.Length; i++)
        {
            var place = (ushort)(i + 1);
            switch (attributes[i].Name)
            {
                case "class":
                    names = place;
                    break;
                case "id":
                    id = place;
                    break;
                case "role":
                    role = place;
                    break;
                case "itemprop":
                    ItemProp = attributes[i].Value.ToString();
                    break;
                case "property":
                    ItemProp ??= OfRdfa(attributes[i].Value.Span);
                    break;
                case "style":
                    style = place;
                    break;
                case "rel":
                    rel = place;
                    break;
                case "hidden":
                    IsHidden = true;
                    break;
                default:
                    break;
            }
        }
    }

    public ReadOnlySpan<char> Class => Value(names);

    public ReadOnlySpan<char> Id => Value(id);

    public ReadOnlySpan<char> Role => Value(role);

    /// <summary>The name of a microdata property, or of an RDFa one that says the same; null without.</summary>
    public string? ItemProp { get; }

    public ReadOnlySpan<char> Style => Value(style);

    public ReadOnlySpan<char> Rel => Value(rel);

    public bool IsHidden { get; }

    /// <summary>Finds them.</summary>
    public static ElementAttributes Of(PageElement element) => new(element);

    private ReadOnlySpan<char> Value(ushort place) => place == 0 ? [] : element!.Attributes[place - 1].Value.Span;

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
