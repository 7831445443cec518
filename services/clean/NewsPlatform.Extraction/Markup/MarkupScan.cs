namespace NewsPlatform.Extraction.Markup;

/// <summary>
/// One linear pass over raw markup before the parser runs. It counts, for AngleSharp's work is quadratic in the number of open tags and
/// a page of a million elements costs seconds; and it takes out what the parser would read character by character for nothing: comments,
/// styles, drawings, <c>template</c> elements, and scripts, which are looked up when they are asked for. That is half of a page.
/// </summary>
internal ref struct MarkupScan
{
    // Shorter pieces are not worth a seam.
    private const int MinCut = 48;
    private const int NamesMask = 1023;

    private readonly ReadOnlyMemory<char> page;
    private readonly ReadOnlySpan<char> text;
    private readonly int maxTags, maxDepth;
    private readonly Span<int> open;
    private MarkupEdits edits;
    private List<(int Start, bool IsShadowRoot)>? templates;
    private int tags, depth, deepest, foreign;

    private MarkupScan(ReadOnlyMemory<char> page, int maxTags, int maxDepth, Span<int> open)
    {
        (this.page, this.maxTags, this.maxDepth) = (page, maxTags, maxDepth);
        text = page.Span;
        this.open = open;
    }

    /// <summary>Scans until the end, or until a limit is passed.</summary>
    /// <param name="text">The markup; the result has slices of it.</param>
    /// <param name="maxTags">Most start tags.</param>
    /// <param name="maxDepth">Most open tags.</param>
    public static ScannedMarkup Of(ReadOnlyMemory<char> text, int maxTags, int maxDepth)
    {
        Span<int> counts = stackalloc int[NamesMask + 1];
        counts.Clear();
        var scan = new MarkupScan(text, maxTags, maxDepth, counts);
        scan.Run();
        var (shorter, rented) = scan.edits.Apply(text);
        return new(scan.tags, scan.deepest, shorter, rented, scan.edits.Scripts);
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{char}, int, int)"/>
    public static ScannedMarkup Of(string text, int maxTags, int maxDepth) => Of(text.AsMemory(), maxTags, maxDepth);

    private void Run()
    {
        var at = 0;
        while (tags <= maxTags && deepest <= maxDepth)
        {
            var step = text[at..].IndexOf('<');
            if (step < 0 || at + step + 1 >= text.Length)
            {
                return;
            }

            at += step;
            at = text[at + 1] switch
            {
                '!' => Declaration(at),
                '?' => BogusComment(at),
                '/' => EndTag(at),
                var c when char.IsAsciiLetter(c) => StartTag(at),
                _ => at + 1,
            };
            if (at < 0)
            {
                return;
            }
        }
    }

    // Returns where to go on; -1 at the end of all that can be read.
    private int Declaration(int at)
    {
        var rest = text[at..];
        if (!rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            return BogusComment(at);
        }

        // "<!-->" and "<!--->" are comments that end at once, and "--!>" ends one too (HTML, 13.2.5.43 on).
        for (var i = 2; ;)
        {
            var step = rest[i..].IndexOf("--", StringComparison.Ordinal);
            if (step < 0)
            {
                return -1;
            }

            i += step;
            var tail = rest[(i + 2)..];
            if (tail.StartsWith('>') || (i > 2 && tail.StartsWith("!>", StringComparison.Ordinal)))
            {
                var end = at + i + (tail[0] == '>' ? 3 : 4);
                if (end - at >= MinCut && tail[0] == '>')
                {
                    edits.CutWhole(at, end);
                }

                return end;
            }

            i++;
        }
    }

    private int BogusComment(int at) => text[at..].IndexOf('>') is var step and >= 0 ? at + step + 1 : -1;

    private int EndTag(int at)
    {
        var (name, length) = MarkupNames.Read(text[(at + 2)..]);
        if (length == 0)
        {
            return BogusComment(at);
        }

        var end = at + 2 + TagEnd(text[(at + 2)..]) + 1;
        ref var count = ref open[(int)(name & NamesMask)];
        if (count > 0)
        {
            count--;
            depth--;
        }

        switch (MarkupNames.KindOf(name))
        {
            case MarkupKind.Template:
                EndTemplate(at, Math.Min(end, text.Length));
                break;
            case MarkupKind.Drawing or MarkupKind.Formula:
                foreign = Math.Max(0, foreign - 1);
                break;
            default:
                break;
        }

        return Math.Min(end, text.Length);
    }

    private int StartTag(int at)
    {
        var (name, length) = MarkupNames.Read(text[(at + 1)..]);
        var tag = TagEnd(text[(at + 1)..]);
        var end = Math.Min(at + 1 + tag + 1, text.Length);
        var selfClosed = tag > 0 && end - 2 > at && text[end - 2] == '/';
        tags++;
        switch (MarkupNames.KindOf(name))
        {
            case MarkupKind.PlainText:
                return -1;
            case MarkupKind.Unnested:
                return end;
            case MarkupKind.RawText or MarkupKind.Style or MarkupKind.Script when foreign > 0 && selfClosed:
                return end;
            case MarkupKind.RawText or MarkupKind.Style or MarkupKind.Script:
                return AfterRawText(at, length, end, MarkupNames.KindOf(name));
            case MarkupKind.Template:
                (templates ??= []).Add((at, IsShadowRoot(text[at..end])));
                break;
            // The parser does not end it at its end tag where an option has an element left open: all the rest of the page would be options.
            case MarkupKind.Choice when foreign == 0 && open[(int)(name & NamesMask)] == 0 && End(end, MarkupKind.Choice) is var close and > 0:
                edits.Cut(end, close);
                end = close;
                break;
            case MarkupKind.Drawing when !selfClosed && End(end, MarkupKind.Drawing) is var close and > 0:
                if (close - end >= MinCut)
                {
                    edits.Cut(end, close);
                }

                end = close;
                break;
            default:
                break;
        }

        if (!selfClosed)
        {
            foreign += MarkupNames.KindOf(name) is MarkupKind.Drawing or MarkupKind.Formula ? 1 : 0;
            open[(int)(name & NamesMask)]++;
            deepest = Math.Max(deepest, ++depth);
        }

        return end;
    }

    // A template in a shadow root is one of its own; one in a template that is not shown goes with that.
    private void EndTemplate(int endTag, int end)
    {
        if (templates is not { Count: > 0 })
        {
            return;
        }

        var (start, isShadowRoot) = templates[^1];
        templates.RemoveAt(templates.Count - 1);
        if (templates.TrueForAll(static outer => outer.IsShadowRoot))
        {
            edits.EndTemplate(start, endTag, end, isShadowRoot);
        }
    }

    private static bool IsShadowRoot(ReadOnlySpan<char> tag)
    {
        var at = tag.IndexOf("shadowroot", StringComparison.OrdinalIgnoreCase);
        return at > 0 && (char.IsWhiteSpace(tag[at - 1]) || tag[at - 1] is '"' or '\'');
    }

    /// <summary>Where the end tag of a drawing of nothing but shapes, or of a choice of nothing but options, starts; -1 when it holds anything else, for HTML inside is HTML.</summary>
    private int End(int start, MarkupKind outer)
    {
        var inside = 0;
        for (var at = start; at < text.Length;)
        {
            var step = text[at..].IndexOf('<');
            if (step < 0 || at + step + 1 >= text.Length)
            {
                return -1;
            }

            at += step + 1;
            var isEnd = text[at] == '/';
            var (name, length) = MarkupNames.Read(text[(isEnd ? at + 1 : at)..]);
            var kind = MarkupNames.KindOf(name);
            if (isEnd && kind == outer)
            {
                tags += inside;
                return at - 1;
            }

            if (length == 0 || !(outer == MarkupKind.Drawing ? MarkupNames.IsShape(name) : MarkupNames.IsOption(name)) || tags + inside > maxTags)
            {
                return -1;
            }

            inside += isEnd ? 0 : 1;
            at += TagEnd(text[at..]) + 1;
        }

        return -1;
    }

    private int AfterRawText(int at, int nameLength, int start, MarkupKind kind)
    {
        var name = text.Slice(at + 1, nameLength);
        for (var from = start; ;)
        {
            var step = text[from..].IndexOf("</", StringComparison.Ordinal);
            if (step < 0)
            {
                return -1;
            }

            from += step;
            var rest = text[(from + 2)..];
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) || (rest.Length > nameLength && char.IsAsciiLetterOrDigit(rest[nameLength])))
            {
                from += 2;
                continue;
            }

            // In drawings and formulas what looks like raw text may be markup: left to the parser.
            if (from - start >= MinCut && foreign == 0)
            {
                Cut(start, from, kind);
            }

            return Math.Min(from + 2 + nameLength, text.Length);
        }
    }

    private void Cut(int start, int end, MarkupKind kind)
    {
        if (kind == MarkupKind.Style)
        {
            edits.Cut(start, end);
        }
        else if (kind == MarkupKind.Script && !text[start..end].Contains("<!--", StringComparison.Ordinal))
        {
            // With "<!--" a script may go on behind what looks like its end: left to the parser.
            edits.CutScript(start, end, page[start..end]);
        }
    }

    private static int TagEnd(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (true)
        {
            var step = text[i..].IndexOfAny('>', '"', '\'');
            if (step < 0)
            {
                return text.Length;
            }

            i += step;
            if (text[i] == '>')
            {
                return i;
            }

            // A quote opens a value only after an equals sign; elsewhere it is part of a broken name.
            if (text[..i].TrimEnd().EndsWith('='))
            {
                var end = text[(i + 1)..].IndexOf(text[i]);
                if (end < 0)
                {
                    return text.Length;
                }

                i += end + 1;
            }

            i++;
        }
    }
}
