using System.Net;

namespace NewsPlatform.Crawling.Discovery;

/// <summary>The start tags of a page that carry addresses, with their attributes; comments, scripts and styles are passed over.</summary>
internal ref struct TagScanner(string text)
{
    private const int MaxAttributes = 32;

    private int at;

    public bool Next(out HtmlTag tag)
    {
        tag = default;
        while (at < text.Length)
        {
            var open = text.IndexOf('<', at);
            if (open < 0 || open + 1 >= text.Length)
            {
                at = text.Length;
                return false;
            }

            at = open + 1;
            if (text.AsSpan(at).StartsWith("!--", StringComparison.Ordinal))
            {
                var end = text.IndexOf("-->", at + 1, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 3;
                continue;
            }

            if (!char.IsAsciiLetter(text[at]))
            {
                continue;
            }

            var start = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]) && at - start < 32)
            {
                at++;
            }

            var name = text[start..at].ToLowerInvariant();
            var attributes = Attributes();
            if (name is "script" or "style" or "textarea" or "noscript" or "template" or "xmp")
            {
                if (name is "script" or "style" or "textarea" or "xmp")
                {
                    var end = text.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
                    at = end < 0 ? text.Length : end;
                }

                continue;
            }

            if (name is "link" or "a" or "base")
            {
                tag = new HtmlTag(name, attributes);
                return true;
            }
        }

        return false;
    }

    private List<(string Name, string Value)> Attributes()
    {
        var attributes = new List<(string, string)>();
        while (at < text.Length && text[at] != '>')
        {
            if (char.IsWhiteSpace(text[at]) || text[at] is '/' or '=' or '"' or '\'')
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '/'))
            {
                at++;
            }

            var name = text.AsSpan(start, at - start);
            var value = Value();
            if (attributes.Count < MaxAttributes && name.Length < 32)
            {
                attributes.Add((name.ToString().ToLowerInvariant(), WebUtility.HtmlDecode(value)));
            }
        }

        at = Math.Min(at + 1, text.Length);
        return attributes;
    }

    private string Value()
    {
        var mark = at;
        SkipSpace();
        if (at >= text.Length || text[at] != '=')
        {
            at = mark;
            return "";
        }

        at++;
        SkipSpace();
        if (at >= text.Length)
        {
            return "";
        }

        int end;
        if (text[at] is '"' or '\'')
        {
            var start = at + 1;
            end = text.IndexOf(text[at], start);
            end = end < 0 ? text.Length : end;
            at = Math.Min(end + 1, text.Length);
            return text[start..end];
        }

        end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '>')
        {
            end++;
        }

        var bare = text[at..end];
        at = end;
        return bare;
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}

/// <summary>A start tag; of attributes given twice the first counts, as in HTML.</summary>
internal readonly record struct HtmlTag(string Name, List<(string Name, string Value)> Attributes)
{
    public string? Attribute(string name)
    {
        foreach (var (candidate, value) in Attributes)
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
