namespace NewsPlatform.Extraction.Metadata;

/// <summary>A JSON value read from a page: a scalar's text, an array's items or an object's members.</summary>
internal sealed class JsonLdNode
{
    public string? Text { get; init; }

    public List<JsonLdNode>? Items { get; init; }

    public Dictionary<string, JsonLdNode>? Members { get; init; }

    /// <summary>The member of that name, or null.</summary>
    public JsonLdNode? this[string name] => Members is not null && Members.TryGetValue(name, out var value) ? value : null;

    /// <summary>The value itself, or each item of an array.</summary>
    public IReadOnlyList<JsonLdNode> Each => Items is not null ? Items : [this];

    /// <summary>The first text in a scalar, an array, or an object's <c>@value</c>, <c>name</c>, <c>url</c> or <c>@id</c>.</summary>
    public string? FirstText
    {
        get
        {
            var node = this;
            for (var hops = 0; hops < 8 && node is not null; hops++)
            {
                if (node.Text is not null)
                {
                    return node.Text;
                }

                node = node.Items is { Count: > 0 } items ? items[0] : node["@value"] ?? node["name"] ?? node["url"] ?? node["@id"];
            }

            return null;
        }
    }

    /// <summary>The text of a member, or null.</summary>
    public string? TextOf(string name) => this[name]?.FirstText is { Length: > 0 } text ? text : null;

    /// <summary>Whether the schema.org type passes a test.</summary>
    public bool HasType(Func<string, bool> test)
    {
        if (this["@type"] is not { } type)
        {
            return false;
        }

        foreach (var item in type.Each)
        {
            if (item.Text is { } name && test(name[(name.LastIndexOfAny(['/', '#', ':']) + 1)..]))
            {
                return true;
            }
        }

        return false;
    }
}
