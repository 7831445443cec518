using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace NewsPlatform.Extraction.Markup;

/// <summary>
/// An element with the attributes that the extraction reads. It holds slices of the parser's buffer where AngleSharp's own elements
/// hold strings, which is what makes the tree cheap; and it is gone when the tree is disposed.
/// </summary>
internal class PageElement(PageTree tree, PageTag tag) : PageNode, IConstructableElement, IConstructableNamedNodeMap
{
    private PageAttribute[] attributes = [];

    /// <summary>The name in lower case (in <c>svg</c> as its standard writes it).</summary>
    public string LocalName => tag.Name;

    /// <inheritdoc/>
    public override NodeFlags Flags => tag.Flags;

    /// <inheritdoc/>
    public override StringOrMemory NodeName => tag.LocalName;

    /// <summary>The attributes that <see cref="AttributeNames"/> lists.</summary>
    public ReadOnlySpan<PageAttribute> Attributes => attributes;

    /// <summary>The value of <c>class</c>; null without.</summary>
    public string? ClassName => GetAttribute("class");

    /// <summary>The value of <c>id</c>; null without.</summary>
    public string? Id => GetAttribute("id");

    /// <summary>The text inside, as it is.</summary>
    public string TextContent
    {
        get
        {
            if (Children is [PageText])
            {
                return Script.ToString();
            }

            var text = new System.Text.StringBuilder();
            Collect(this, text);
            return text.ToString();
        }
    }

    /// <summary>The text of a script, or of another element of nothing but text; it is gone with the tree. In the place of a script that was taken out stands its number.</summary>
    public ReadOnlyMemory<char> Script
    {
        get
        {
            var text = Children is [PageText only] ? only.Data : default;
            return text.Length is > 9 and < 18 && text.Span.StartsWith(MarkupEdits.ScriptMark, StringComparison.Ordinal)
                && int.TryParse(text.Span[MarkupEdits.ScriptMark.Length..], System.Globalization.NumberStyles.None, null, out var number) && number < tree.Markup?.Scripts.Count
                ? tree.Markup.Scripts[number] : text;
        }
    }

    StringOrMemory IConstructableElement.LocalName => tag.LocalName;

    StringOrMemory IConstructableElement.NamespaceUri => Space;

    StringOrMemory IConstructableElement.Prefix => StringOrMemory.Empty;

    IConstructableNamedNodeMap IConstructableElement.Attributes => this;

    ISourceReference? IConstructableElement.SourceReference
    {
        get => null;
        set { }
    }

    int IConstructableNamedNodeMap.Length => attributes.Length;

    IConstructableAttr? IConstructableNamedNodeMap.this[StringOrMemory name] => Find(name.Memory.Span) is var index and >= 0 ? attributes[index] : null;

    /// <summary>The namespace of its kind.</summary>
    protected virtual string Space => "http://www.w3.org/1999/xhtml";

    /// <summary>The value of an attribute; null without.</summary>
    /// <param name="name">One of <see cref="AttributeNames"/>.</param>
    public string? GetAttribute(string name)
    {
        System.Diagnostics.Debug.Assert(AttributeNames.Find(name) is not null, $"the parser keeps no attributes named {name}");
        return Find(name) is var index and >= 0 ? attributes[index].Value.ToString() : null;
    }

    /// <summary>The value of an attribute as a slice of the parser's buffer; null without.</summary>
    /// <param name="name">One of <see cref="AttributeNames"/>.</param>
    public ReadOnlyMemory<char>? Attribute(string name) => Find(name) is var index and >= 0 ? attributes[index].Value : (ReadOnlyMemory<char>?)null;

    /// <summary>Whether it has an attribute, be it empty.</summary>
    /// <param name="name">One of <see cref="AttributeNames"/>.</param>
    public bool HasAttribute(string name)
    {
        System.Diagnostics.Debug.Assert(AttributeNames.Find(name) is not null, $"the parser keeps no attributes named {name}");
        return Find(name) >= 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"<{LocalName}>";

    /// <summary>Adds an attribute behind the others.</summary>
    public void Add(PageAttribute attribute) => attributes = [.. attributes, attribute];

    void IConstructableElement.SetAttribute(string? namespaceUri, StringOrMemory name, StringOrMemory value) => Set(name, value);

    void IConstructableElement.SetOwnAttribute(StringOrMemory name, StringOrMemory value) => Set(name, value);

    StringOrMemory IConstructableElement.GetAttribute(StringOrMemory namespaceUri, StringOrMemory localName) =>
        Find(localName.Memory.Span) is var index and >= 0 ? attributes[index].Value : StringOrMemory.Empty;

    bool IConstructableElement.HasAttribute(StringOrMemory name) => Find(name.Memory.Span) >= 0;

    void IConstructableElement.SetAttributes(StructAttributes tagAttributes)
    {
        var given = tagAttributes.Count;
        if (given == 0)
        {
            return;
        }

        var at = attributes.Length;
        Array.Resize(ref attributes, at + given);
        for (var i = 0; i < given; i++)
        {
            var one = tagAttributes[i];
            attributes[at + i] = new(AttributeNames.Of(one.Name.Memory), one.Value.Memory);
        }
    }

    void IConstructableElement.SetupElement()
    {
        if (LocalName == "html")
        {
            tree.RootIsClosed();
        }
    }

    void IConstructableElement.AddComment(ref StructHtmlToken token)
    {
    }

    IConstructableNode IConstructableElement.ShallowCopy() => new PageElement(tree, tag) { attributes = attributes };

    // Whether a formatting element says the same as one that is open already.
    bool IConstructableNamedNodeMap.SameAs(IConstructableNamedNodeMap? attributes)
    {
        if (attributes is not PageElement other || other.attributes.Length != this.attributes.Length)
        {
            return false;
        }

        foreach (var one in this.attributes)
        {
            if (other.Find(one.Name) is not (var index and >= 0) || !other.attributes[index].Value.Span.SequenceEqual(one.Value.Span))
            {
                return false;
            }
        }

        return true;
    }

    private static void Collect(PageNode node, System.Text.StringBuilder text)
    {
        foreach (var child in node.Children)
        {
            if (child is PageText words)
            {
                text.Append(words.Data.Span);
            }
            else
            {
                Collect(child, text);
            }
        }
    }

    private void Set(StringOrMemory name, StringOrMemory value)
    {
        if (Find(name.Memory.Span) is var index and >= 0)
        {
            attributes[index] = new(attributes[index].Name, value.Memory);
        }
        else
        {
            Add(new(AttributeNames.Of(name.Memory), value.Memory));
        }
    }

    private int Find(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < attributes.Length; i++)
        {
            if (name.SequenceEqual(attributes[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
