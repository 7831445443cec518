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
        IElement? before = null;
        var nodes = node.ChildNodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            var child = nodes[i];
            if (text.Length >= max)
            {
                return;
            }

            if (child is IText data)
            {
                before = null;
                AppendFolded(data.Data, text, max);
            }
            else if (child is IElement element && element.LocalName is not ("script" or "style" or "svg" or "template" or "button" or "noscript"))
            {
                var block = PageWalker.IsBlock(element.LocalName) || element.LocalName is "br";
                if (block && text.Length > 0 && text[^1] != separator)
                {
                    text.Append(separator);
                }

                var start = text.Length;
                Append(element, text, max, separator);
                if (before is not null && start > 0 && text.Length > start && NeedsBlank(text[start - 1], text[start], Join(before, element)))
                {
                    text.Insert(start, ' ');
                }

                before = element;
                if (block && text.Length > 0 && text[^1] != separator)
                {
                    text.Append(separator);
                }
            }
        }
    }

    /// <summary>How two inline elements stand to each other between which there is no text.</summary>
    public static Joint Join(IElement before, IElement next)
    {
        if (before.LocalName == "a" && next.LocalName == "a")
        {
            return Joint.Parts;
        }

        // A page's style parts spans of different classes; those of one class are pieces of a word or sentence as often as not.
        return before.ClassName is { Length: > 0 } one && next.ClassName is { Length: > 0 } other && one != other && before.ChildNodes.Length > 0 ? Joint.Styled : Joint.Siblings;
    }

    /// <summary>Whether a blank belongs between two characters at the seam of two elements: "Home|Africa", "Nairobi|Photo".</summary>
    public static bool NeedsBlank(char last, char first, Joint joint)
    {
        if (!char.IsLetterOrDigit(first) || char.IsWhiteSpace(last) || last is '(' or '[' or '“' or '„' or '«' or '‘' or '-' or '/' or '\'' or '’')
        {
            return false;
        }

        return joint switch
        {
            Joint.Parts => true,
            Joint.Siblings => char.IsLower(last) && char.IsUpper(first),
            Joint.Styled => char.IsUpper(first) && !char.IsUpper(last),
            _ => false,
        };
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
