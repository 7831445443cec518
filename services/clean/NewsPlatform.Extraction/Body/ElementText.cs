using System.Text;
using AngleSharp.Dom;

namespace NewsPlatform.Extraction.Body;

/// <summary>Bounded text of an element.</summary>
internal static class ElementText
{
    /// <summary>The element's text with white space folded, at most <paramref name="max"/> characters; blocks are parted by <paramref name="separator"/>.</summary>
    public static string Of(IElement element, int max, char separator = ' ')
    {
        var text = new StringBuilder();
        Append(element, text, max, separator);
        return text.ToString().Trim(' ', separator);
    }

    private static void Append(INode node, StringBuilder text, int max, char separator)
    {
        foreach (var child in node.ChildNodes)
        {
            if (text.Length >= max)
            {
                return;
            }

            if (child is IText data)
            {
                AppendFolded(data.Data, text, max);
            }
            else if (child is IElement element && element.LocalName is not ("script" or "style" or "svg" or "template" or "button" or "noscript"))
            {
                var block = PageWalker.IsBlock(element.LocalName) || element.LocalName is "br";
                if (block && text.Length > 0 && text[^1] != separator)
                {
                    text.Append(separator);
                }

                Append(element, text, max, separator);
                if (block && text.Length > 0 && text[^1] != separator)
                {
                    text.Append(separator);
                }
            }
        }
    }

    /// <summary>Appends text with runs of white space made one space.</summary>
    public static void AppendFolded(string data, StringBuilder text, int max)
    {
        var space = text.Length == 0 || char.IsWhiteSpace(text[^1]);
        foreach (var c in data)
        {
            if (char.IsWhiteSpace(c))
            {
                if (!space)
                {
                    text.Append(' ');
                }

                space = true;
            }
            else if (!IsIgnorable(c))
            {
                if (text.Length >= max)
                {
                    return;
                }

                text.Append(c);
                space = false;
            }
        }
    }

    /// <summary>Whether a character shows nothing and only hinders comparison: soft hyphens, zero-width spaces, controls.</summary>
    public static bool IsIgnorable(char c) => c is '\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or < ' ' or (>= '\u007F' and <= '\u009F');
}
