using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Markup;

/// <summary>
/// A cheap count over raw markup before the parser runs: AngleSharp's work is quadratic in the number of open tags, and a page of a
/// million elements costs seconds. One linear pass; no tree.
/// </summary>
/// <param name="StartTags">Start tags outside scripts, styles and comments.</param>
/// <param name="Depth">The most tags that were open at once, not counting tags whose end may be left out.</param>
internal sealed record MarkupScan(int StartTags, int Depth)
{
    private static readonly FrozenSet<string> Unnested = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "html", "head", "body",
        "path", "rect", "circle", "line", "use", "polygon", "stop", "rt", "rp",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RawText = new[]
    {
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts until the end, or until a limit is passed.</summary>
    public static MarkupScan Of(ReadOnlySpan<char> text, int maxTags, int maxDepth)
    {
        int tags = 0, depth = 0, deepest = 0;
        var unnested = Unnested.GetAlternateLookup<ReadOnlySpan<char>>();
        var rawText = RawText.GetAlternateLookup<ReadOnlySpan<char>>();
        var openTags = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var open = openTags.GetAlternateLookup<ReadOnlySpan<char>>();
        while (tags <= maxTags && deepest <= maxDepth)
        {
            var at = text.IndexOf('<');
            if (at < 0 || at + 1 >= text.Length)
            {
                break;
            }

            text = text[(at + 1)..];
            if (text.StartsWith("!--", StringComparison.Ordinal))
            {
                var end = text[1..].IndexOf("-->", StringComparison.Ordinal);
                if (end < 0)
                {
                    break;
                }

                text = text[(end + 4)..];
                continue;
            }

            var closing = text[0] == '/';
            var name = Name(closing ? text[1..] : text);
            if (name.Length == 0)
            {
                continue;
            }

            var tag = TagEnd(text);
            var selfClosed = tag > 0 && text[tag - 1] == '/';
            text = text[Math.Min(tag + 1, text.Length)..];
            if (closing)
            {
                if (open.TryGetValue(name, out var count) && count > 0)
                {
                    open[name] = count - 1;
                    depth--;
                }

                continue;
            }

            tags++;
            if (name.Equals("plaintext", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (rawText.Contains(name))
            {
                text = AfterEndTag(text, name);
            }
            else if (!selfClosed && !unnested.Contains(name))
            {
                open.TryGetValue(name, out var count);
                open[name] = count + 1;
                deepest = Math.Max(deepest, ++depth);
            }
        }

        return new(tags, deepest);
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
        {
            return [];
        }

        var i = 1;
        while (i < text.Length && text[i] != '>' && text[i] != '/' && text[i] > ' ')
        {
            i++;
        }

        return text[..Math.Min(i, 40)];
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
            var before = text[..i].TrimEnd();
            if (before.EndsWith('='))
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

    private static ReadOnlySpan<char> AfterEndTag(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        var rest = text;
        while (true)
        {
            var at = rest.IndexOf("</", StringComparison.Ordinal);
            if (at < 0)
            {
                return [];
            }

            rest = rest[(at + 2)..];
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return rest[name.Length..];
            }
        }
    }
}
