namespace NewsPlatform.Extraction.Markup;

/// <summary>
/// Element names by a hash, which costs a reader of raw markup less than a look into a dictionary of strings. A name made to collide with
/// another harms only its own page.
/// </summary>
internal static class MarkupNames
{
    private const int Mask = 255;
    private const int MaxLength = 40;

    private static readonly (uint Hash, MarkupKind Kind, bool IsShape)[] Table = Build();

    private static readonly uint[] Inline = [.. "option optgroup hr br a b i u s em strong small big font span code tt nobr strike".Split(' ').Select(static name => Read(name).Hash)];

    /// <summary>The hash and the length of the name that a text starts with; no length without one.</summary>
    public static (uint Hash, int Length) Read(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
        {
            return (0, 0);
        }

        var hash = 2166136261u;
        var i = 0;
        while (i < text.Length && text[i] != '>' && text[i] != '/' && text[i] > ' ')
        {
            // Names differ in more than the bit that makes capitals of letters.
            hash = i < MaxLength ? (hash ^ (uint)(text[i] | 0x20)) * 16777619u : hash;
            i++;
        }

        return (hash, i);
    }

    /// <summary>What the element of a name is.</summary>
    public static MarkupKind KindOf(uint hash) => Find(hash).Kind;

    /// <summary>Whether the element of a name is a part of a drawing that shows no text.</summary>
    public static bool IsShape(uint hash) => Find(hash).IsShape;

    /// <summary>Whether the element of a name is one that pages write into a <c>select</c>, and that leaves it one.</summary>
    public static bool IsOption(uint hash) => Inline.Contains(hash);

    private static (MarkupKind Kind, bool IsShape) Find(uint hash)
    {
        for (var slot = hash & Mask; Table[slot].Hash != 0; slot = (slot + 1) & Mask)
        {
            if (Table[slot].Hash == hash)
            {
                return (Table[slot].Kind, Table[slot].IsShape);
            }
        }

        return default;
    }

    private static (uint Hash, MarkupKind Kind, bool IsShape)[] Build()
    {
        var table = new (uint Hash, MarkupKind Kind, bool IsShape)[Mask + 1];
        void Add(MarkupKind kind, bool isShape, string names)
        {
            foreach (var name in names.Split(' '))
            {
                var hash = Read(name).Hash;
                var slot = hash & Mask;
                while (table[slot].Hash != 0 && table[slot].Hash != hash)
                {
                    slot = (slot + 1) & Mask;
                }

                table[slot] = (hash, kind, isShape);
            }
        }

        Add(MarkupKind.Unnested, false, "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option optgroup colgroup html head body rt rp");
        Add(MarkupKind.Unnested, true, "path rect circle line use polygon stop ellipse polyline");
        Add(MarkupKind.Nested, true, "g defs lineargradient radialgradient clippath mask symbol desc animate animatetransform pattern filter");
        Add(MarkupKind.RawText, false, "textarea title xmp iframe noembed noframes");
        Add(MarkupKind.Style, false, "style");
        Add(MarkupKind.Script, false, "script");
        Add(MarkupKind.PlainText, false, "plaintext");
        Add(MarkupKind.Template, false, "template");
        Add(MarkupKind.Drawing, false, "svg");
        Add(MarkupKind.Formula, false, "math");
        Add(MarkupKind.Choice, false, "select");
        return table;
    }
}
