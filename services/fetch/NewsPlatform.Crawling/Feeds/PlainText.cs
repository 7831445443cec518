using System.Net;
using System.Text;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>Markup of titles and summaries to plain text. Linear; not a sanitiser: the result is text, never markup.</summary>
internal static class PlainText
{
    public const int MaxTitleLength = 1_000;
    public const int MaxSummaryLength = 10_000;

    /// <summary>What authors meant by the C1 controls: Windows-1252 (HTML Standard, "numeric character reference end state").</summary>
    private const string C1 = "\u20AC \u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152 \u017D  \u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153 \u017E\u0178";

    /// <summary>Text of HTML: tags out, entities decoded, white space collapsed, cut at the bound.</summary>
    public static string? OfHtml(string? html, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return null;
        }

        // What is beyond the bound many times over cannot matter.
        var text = html.Length > 20 * maxLength ? html[..(20 * maxLength)] : html;
        return Collapse(WebUtility.HtmlDecode(WithoutTags(text)), maxLength);
    }

    /// <summary>White space collapsed, cut at the bound; null when nothing is left.</summary>
    public static string? Collapse(string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var result = new StringBuilder(Math.Min(text.Length, maxLength));
        var space = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                space = result.Length > 0;
                continue;
            }

            if (result.Length + (space ? 2 : 1) > maxLength)
            {
                break;
            }

            if (space)
            {
                result.Append(' ');
                space = false;
            }

            if (c >= ' ' && c is not ('\uFFFE' or '\uFFFF'))
            {
                result.Append(c is >= '\u0080' and <= '\u009F' ? C1[c - '\u0080'] : c);
            }
        }

        if (result.Length > 0 && char.IsHighSurrogate(result[^1]))
        {
            result.Length--;
        }

        // Numeric references and cuts leave halves of pairs, which no database takes.
        return result.Length == 0 ? null : Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(result.ToString()));
    }

    private static string WithoutTags(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('<', at);
            if (open < 0)
            {
                result.Append(text, at, text.Length - at);
                break;
            }

            result.Append(text, at, open - at);
            var tag = open + 1 < text.Length && (char.IsAsciiLetter(text[open + 1]) || text[open + 1] is '!' or '?' || (text[open + 1] == '/' && open + 2 < text.Length && char.IsAsciiLetter(text[open + 2])));
            if (!tag)
            {
                result.Append('<'); // "profits < costs"
                at = open + 1;
                continue;
            }

            at = SkipTag(text, open, out var separates);
            if (separates)
            {
                result.Append(' ');
            }
        }

        return result.ToString();
    }

    private static int SkipTag(string text, int open, out bool separates)
    {
        var comment = text.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal);
        var end = comment ? text.IndexOf("-->", open, StringComparison.Ordinal) : text.IndexOf('>', open);
        end = end < 0 ? text.Length : end + (comment ? 3 : 1);
        var nameStart = open + (open + 1 < text.Length && text[open + 1] == '/' ? 2 : 1);
        var nameEnd = nameStart;
        while (nameEnd < end && char.IsAsciiLetterOrDigit(text[nameEnd]))
        {
            nameEnd++;
        }

        var name = text[nameStart..nameEnd].ToLowerInvariant();
        separates = name is "p" or "br" or "div" or "li" or "ul" or "ol" or "td" or "tr" or "h1" or "h2" or "h3" or "h4" or "h5" or "blockquote" or "figure" or "figcaption" or "img" or "table" or "section";
        if (name is not ("script" or "style") || text[nameStart - 1] == '/')
        {
            return end;
        }

        var close = text.IndexOf("</" + name, end, StringComparison.OrdinalIgnoreCase);
        return close < 0 ? text.Length : close;
    }
}
