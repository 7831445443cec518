using System.Buffers;
using System.Net;
using System.Text;

namespace NewsPlatform.Crawling.Xml;

/// <summary>
/// Reads what was meant as XML. Never fails: undeclared entities, bare ampersands, unquoted attributes, unclosed and
/// crossed elements, undeclared prefixes and text around the root are taken as their authors meant them.
/// One pass; each character is looked at a bounded number of times.
/// </summary>
internal sealed class LenientXml
{
    // Far more than any known feed declares.
    private const int MaxNamespaces = 256;

    // Of entities that a document declares for itself; a reference may not grow the text much.
    private const int MaxEntities = 100;
    private const int MaxEntityLength = 256;
    private const int MaxDeclarationLength = 1_024;
    private const int MaxExpansions = 1_000;

    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n><");

    private readonly string text;
    private readonly MarkupBuilder builder;
    private readonly List<(int Depth, string Prefix, string Uri)> namespaces = [];
    private readonly List<string> open = [];
    private readonly Dictionary<string, string> entities = new(StringComparer.Ordinal);
    private int expansions;

    /// <summary>Characters that may be looked at once more in search of a value's end, so that the work stays linear.</summary>
    private long repairsLeft;

    private LenientXml(string text, MarkupBuilder builder)
    {
        this.text = text;
        this.builder = builder;
        repairsLeft = 4L * text.Length;
    }

    public static void Read(string text, MarkupBuilder builder) => new LenientXml(text, builder).Run();

    private void Run()
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '<')
            {
                var end = text.IndexOf('<', at);
                end = end < 0 ? text.Length : end;
                builder.Text(Decode(text[at..end]));
                at = end;
                continue;
            }

            if (!Markup(ref at))
            {
                return;
            }
        }

        while (open.Count > 0)
        {
            if (!CloseTop())
            {
                return;
            }
        }
    }

    private bool Markup(ref int at)
    {
        if (At(at, "<!--"))
        {
            at = After("-->", at + 4);
            return true;
        }

        if (At(at, "<![CDATA["))
        {
            var end = text.IndexOf("]]>", at + 9, StringComparison.Ordinal);
            builder.Text(end < 0 ? text[(at + 9)..] : text[(at + 9)..end]);
            at = end < 0 ? text.Length : end + 3;
            return true;
        }

        if (At(at, "<?"))
        {
            at = After("?>", at + 2);
            return true;
        }

        if (At(at, "<!"))
        {
            at = Doctype(at + 2);
            return builder.End == MarkupEnd.None;
        }

        if (at + 1 < text.Length && text[at + 1] == '/')
        {
            var end = text.IndexOf('>', at);
            end = end < 0 ? text.Length : end;
            var name = text[(at + 2)..end].Trim();
            at = Math.Min(end + 1, text.Length);
            return EndTag(name);
        }

        if (at + 1 < text.Length && IsNameStart(text[at + 1]))
        {
            return StartTag(ref at);
        }

        builder.Text("<");
        at++;
        return true;
    }

    private bool StartTag(ref int at)
    {
        var name = Name(ref at, at + 1);
        var attributes = new List<(string Name, string Value)>();
        var closed = false;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '>')
            {
                at++;
                break;
            }

            if (c == '<')
            {
                break; // the ">" was forgotten
            }

            if (c == '/' || !IsNameStart(c))
            {
                closed = c == '/' && at + 1 < text.Length && text[at + 1] == '>';
                at++;
                continue;
            }

            var attribute = Name(ref at, at);
            var value = Value(ref at);
            if (attributes.Count < MarkupBuilder.MaxAttributes)
            {
                attributes.Add((attribute, value));
            }
        }

        if (ClosesSibling(name) && !EndTag(name))
        {
            return false;
        }

        Declare(attributes);
        var (prefix, local) = Split(name);
        if (!builder.Open(Namespaces.Short(prefix, Lookup(prefix)), local))
        {
            return false;
        }

        open.Add(name);
        foreach (var (attribute, value) in attributes)
        {
            var (space, attributeName) = Split(attribute);
            if (space is not "xmlns" && attribute is not "xmlns")
            {
                builder.Attribute(space.Length == 0 ? "" : Namespaces.Short(space, Lookup(space)), attributeName, value, space);
            }
        }

        return (!closed && !IsVoidHtml(name)) || CloseTop();
    }

    /// <summary>An item inside an item, a paragraph inside a paragraph: the end tag was forgotten.</summary>
    private bool ClosesSibling(string name)
    {
        if (name is not ("item" or "entry" or "p" or "li" or "url" or "sitemap"))
        {
            return false;
        }

        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (string.Equals(open[i], name, StringComparison.Ordinal))
            {
                return true;
            }

            if (name is "p" or "li" && open[i] is "item" or "entry" or "description" or "content" or "summary" or "ul" or "ol" or "div")
            {
                return false;
            }
        }

        return false;
    }

    private bool EndTag(string name)
    {
        // At most MaxDepth elements are open.
        var found = open.FindLastIndex(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase));
        while (found >= 0 && open.Count > found)
        {
            if (!CloseTop())
            {
                return false;
            }
        }

        return true;
    }

    private bool CloseTop()
    {
        var depth = open.Count;
        open.RemoveAt(depth - 1);
        while (namespaces.Count > 0 && namespaces[^1].Depth >= depth)
        {
            namespaces.RemoveAt(namespaces.Count - 1);
        }

        return builder.Close();
    }

    private void Declare(List<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (namespaces.Count < MaxNamespaces && (name is "xmlns" || name.StartsWith("xmlns:", StringComparison.Ordinal)))
            {
                namespaces.Add((open.Count + 1, name.Length == 5 ? "" : name[6..], value));
            }
        }
    }

    private string? Lookup(string prefix)
    {
        for (var i = namespaces.Count - 1; i >= 0; i--)
        {
            if (string.Equals(namespaces[i].Prefix, prefix, StringComparison.Ordinal))
            {
                return namespaces[i].Uri;
            }
        }

        return null;
    }

    private string Name(ref int at, int start)
    {
        at = start;
        while (at < text.Length && (IsNameStart(text[at]) || char.IsAsciiDigit(text[at]) || text[at] is '-' or '.'))
        {
            at++;
        }

        return text[start..at];
    }

    private string Value(ref int at)
    {
        SkipSpace(ref at);
        if (at >= text.Length || text[at] != '=')
        {
            return "";
        }

        at++;
        SkipSpace(ref at);
        if (at >= text.Length)
        {
            return "";
        }

        int end;
        if (text[at] is '"' or '\'')
        {
            end = ClosingQuote(at);
            var quoted = text[(at + 1)..end];
            at = Math.Min(end + 1, text.Length);
            return Decode(quoted);
        }

        var length = text.AsSpan(at).IndexOfAny(ValueEnd);
        end = length < 0 ? text.Length : at + length;
        var bare = text[at..end];
        at = end;
        return Decode(bare);
    }

    /// <summary>
    /// The quote that ends a value. Markup pasted into a value brings quotes of its own; then the end is the quote before
    /// the next attribute or the end of the tag.
    /// </summary>
    private int ClosingQuote(int open)
    {
        var first = text.IndexOf(text[open], open + 1);
        if (first < 0 || text.AsSpan(open, first - open).IndexOf('<') < 0)
        {
            return first < 0 ? text.Length : first;
        }

        var limit = Math.Min(text.Length, open + MarkupBuilder.MaxAttributeLength);
        var insideTag = false;
        for (var at = open + 1; at < limit && repairsLeft > 0; at++, repairsLeft--)
        {
            insideTag = text[at] == '<' || (insideTag && text[at] != '>');
            if (!insideTag && text[at] == text[open] && EndsValue(at + 1))
            {
                return at;
            }
        }

        return first;
    }

    private bool EndsValue(int at)
    {
        var start = at;
        SkipSpace(ref at);
        if (at > start && at < text.Length && IsNameStart(text[at]))
        {
            Name(ref at, at);
            repairsLeft -= at - start;
            return at + 1 < text.Length && text[at] == '=' && text[at + 1] is '"' or '\'';
        }

        repairsLeft -= at - start;
        at += At(at, "/") ? 1 : 0;
        if (!At(at, ">"))
        {
            return false;
        }

        at++;
        SkipSpace(ref at);
        return at >= text.Length || text[at] == '<';
    }

    private int Doctype(int at)
    {
        // An internal subset in brackets is skipped whole; it ends with "]>".
        var end = text.AsSpan(at).IndexOfAny('>', '[');
        if (end < 0)
        {
            return text.Length;
        }

        if (text[at + end] == '>')
        {
            return at + end + 1;
        }

        var close = text.IndexOf(']', at + end);
        Entities(text.AsSpan(at + end, (close < 0 ? text.Length : close) - at - end));
        return close < 0 ? text.Length : After(">", close);
    }

    /// <summary>Entities with a text of their own (XML 1.0 section 4.2.1); external ones name files and sites, which nobody asks.</summary>
    private void Entities(ReadOnlySpan<char> subset)
    {
        while (entities.Count < MaxEntities && subset.IndexOf("<!ENTITY", StringComparison.Ordinal) is >= 0 and var start)
        {
            subset = subset[(start + 8)..].TrimStart();
            // No further than a declaration may reach, so that each character is looked at a bounded number of times.
            var declaration = subset[..Math.Min(subset.Length, MaxDeclarationLength)];
            var quote = declaration.IndexOfAny("\"'>");
            if (quote <= 0 || declaration[quote] == '>')
            {
                continue;
            }

            var name = declaration[..quote].Trim();
            var length = declaration[(quote + 1)..].IndexOf(declaration[quote]);
            if (length is < 0 or > MaxEntityLength || name.ContainsAny(ValueEnd))
            {
                continue;
            }

            var value = declaration.Slice(quote + 1, length).ToString();
            if (NamesDeclared(value))
            {
                builder.Refuse(MarkupEnd.NestedEntities);
                return;
            }

            entities.TryAdd(name.ToString(), value);
        }
    }

    private bool NamesDeclared(string value)
    {
        foreach (var name in entities.Keys)
        {
            if (value.Contains($"&{name};", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private string Decode(string raw)
    {
        if (entities.Count > 0 && raw.Contains('&', StringComparison.Ordinal))
        {
            foreach (var (name, value) in entities)
            {
                if (expansions < MaxExpansions && raw.Contains($"&{name};", StringComparison.Ordinal))
                {
                    raw = Expand(raw, $"&{name};", value);
                }
            }
        }

        return WebUtility.HtmlDecode(raw);
    }

    private int After(string mark, int from)
    {
        var end = from <= text.Length ? text.IndexOf(mark, from, StringComparison.Ordinal) : -1;
        return end < 0 ? text.Length : end + mark.Length;
    }

    private void SkipSpace(ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }
    }

    private bool At(int at, string mark) => text.AsSpan(at).StartsWith(mark, StringComparison.Ordinal);

    private string Expand(string raw, string reference, string value)
    {
        var expanded = new StringBuilder();
        var at = 0;
        while (expansions < MaxExpansions && raw.IndexOf(reference, at, StringComparison.Ordinal) is >= 0 and var found)
        {
            expanded.Append(raw, at, found - at).Append(value);
            at = found + reference.Length;
            expansions++;
        }

        return expanded.Append(raw, at, raw.Length - at).ToString();
    }

    private static (string Prefix, string Local) Split(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || colon == name.Length - 1 ? ("", name.Trim(':')) : (name[..colon], name[(colon + 1)..]);
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or ':';

    private static bool IsVoidHtml(string name) => name is "br" or "hr" or "img" or "input" or "meta" or "wbr" or "BR" or "HR" or "IMG";
}
