using System.Text;

namespace NewsPlatform.Crawling.Xml;

/// <summary>Why reading a document ended early.</summary>
internal enum MarkupEnd
{
    None,

    /// <summary>The reader of the document has what it wants.</summary>
    Stopped,

    TooDeep,

    TooLarge,

    /// <summary>The document declares entities whose text is made of entities: a bomb.</summary>
    NestedEntities,
}

/// <summary>
/// Builds elements from the events of either parser, and gives each finished one to the document's reader, which may
/// take it out of the tree. So a feed of any length needs the memory of one entry. All bounds on markup stand here.
/// </summary>
/// <param name="address">Where the document is from, the first base of relative addresses.</param>
/// <param name="finished">Reads each finished element.</param>
/// <param name="keepNames">Whether elements keep names as written, for documents that are written again.</param>
internal sealed class MarkupBuilder(Uri? address, Func<MarkupElement, MarkupVerdict> finished, bool keepNames = false)
{
    public const int MaxDepth = 64;
    public const int MaxAttributes = 64;
    public const int MaxAttributeLength = 16_384;

    // Of elements held at one time; real feeds and entries have hundreds.
    private const int MaxElements = 200_000;

    private readonly Stack<int> heldBefore = new();
    private int held;
    private int depth;

    // What names without a namespace mean.
    private string none = "";

    public MarkupElement? Root { get; private set; }

    public MarkupElement? Current { get; private set; }

    public MarkupEnd End { get; private set; }

    /// <summary>Ends reading: the document is not to be trusted.</summary>
    public void Refuse(MarkupEnd end) => End = end;

    public bool Open(string space, string name)
    {
        if (++depth > MaxDepth)
        {
            End = MarkupEnd.TooDeep;
            return false;
        }

        heldBefore.Push(held);
        if (++held > MaxElements)
        {
            End = MarkupEnd.TooLarge;
            return false;
        }

        // A feed that forgot its namespace: no other format has such a root.
        none = Root is null && space.Length == 0 && string.Equals(name, "feed", StringComparison.OrdinalIgnoreCase) ? "atom" : none;
        var element = new MarkupElement(space.Length == 0 ? none : space, name.ToLowerInvariant(), Current) { Base = Current?.Base ?? address };
        if (keepNames)
        {
            (element.WrittenName, element.WrittenAttributes) = (name, []);
        }

        if (Current is { } parent)
        {
            parent.Children.Add(element);
            parent.Content.Add((null, element));
        }

        Root ??= element;
        Current = element;
        return true;
    }

    /// <param name="space">Short name of the namespace.</param>
    /// <param name="name">Local name.</param>
    /// <param name="value">Value without references.</param>
    /// <param name="prefix">Prefix as written.</param>
    public void Attribute(string space, string name, string value, string prefix)
    {
        if (Current is not { } element || element.Attributes.Count >= MaxAttributes || value.Length > MaxAttributeLength)
        {
            return;
        }

        element.WrittenAttributes?.Add(new KeyValuePair<string, string>(prefix.Length == 0 ? name : prefix + ":" + name, Clean(value)));
        name = name.ToLowerInvariant();
        name = space.Length == 0 ? name : space + ":" + name;
        element.Attributes.TryAdd(name, Clean(value));
        if (name is "xml:base" && element.Base is { } from && Uri.TryCreate(from, value.Trim(), out var resolved) && resolved.Scheme is "http" or "https")
        {
            element.Base = resolved;
        }
    }

    public void Text(string text)
    {
        // Pieces of text count like elements; beyond the bound they are dropped.
        if (text.Length > 0 && Current is { } element && held < MaxElements)
        {
            held++;
            element.Content.Add((Clean(text), null));
        }
    }

    public bool Close()
    {
        if (Current is not { } element)
        {
            return true;
        }

        Current = element.Parent;
        depth--;
        var before = heldBefore.Pop();
        switch (finished(element))
        {
            case MarkupVerdict.Take when element.Parent is { } parent:
                parent.Children.RemoveAt(parent.Children.Count - 1);
                parent.Content.RemoveAt(parent.Content.Count - 1);
                held = before;
                break;
            case MarkupVerdict.Stop:
                End = MarkupEnd.Stopped;
                return false;
            default:
                break;
        }

        return true;
    }

    /// <summary>Controls that XML forbids, and halves of surrogate pairs, become nothing and U+FFFD.</summary>
    private static string Clean(string text)
    {
        var bad = false;
        foreach (var c in text)
        {
            bad |= (c < ' ' && c is not ('\t' or '\n' or '\r')) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF';
        }

        if (!bad)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= ' ' or '\t' or '\n' or '\r' and not (0xFFFE or 0xFFFF))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }
}

/// <summary>What becomes of a finished element.</summary>
internal enum MarkupVerdict
{
    /// <summary>It stays in the tree.</summary>
    Keep,

    /// <summary>It was read; the tree forgets it.</summary>
    Take,

    /// <summary>Nothing more of the document is wanted.</summary>
    Stop,
}
