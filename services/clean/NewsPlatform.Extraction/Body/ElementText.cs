using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>Bounded text of an element.</summary>
internal static class ElementText
{
    // Of elements without text there may be any number, one in another.
    private const int MaxLooked = 20_000;

    [ThreadStatic]
    private static TextBuffer? buffer;

    /// <summary>The element's text with white space folded, at most <paramref name="max"/> characters; blocks are parted by <paramref name="separator"/>.</summary>
    public static string Of(PageElement element, int max, char separator = ' ')
    {
        var text = buffer ??= new();
        text.Clear();
        var looked = 0;
        Append(element, text, max, separator, ref looked);
        return text.Text.Trim([' ', separator]).ToString();
    }

    private static void Append(PageNode node, TextBuffer text, int max, char separator, ref int looked)
    {
        PageElement? before = null;
        foreach (var child in node.Children)
        {
            if (text.Length >= max || ++looked > MaxLooked)
            {
                return;
            }

            if (child is PageText data)
            {
                before = null;
                text.AppendFolded(data.Data.Span, max);
            }
            else if (child is PageElement element && element.LocalName is not ("script" or "style" or "svg" or "template" or "button" or "noscript") && !IsReading(element))
            {
                var block = PageWalker.IsBlock(element.LocalName) || element.LocalName is "br";
                if (block && text.Length > 0 && text.Last != separator)
                {
                    text.Append(separator);
                }

                var start = text.Length;
                Append(element, text, max, separator, ref looked);
                if (before is not null && start > 0 && text.Length > start && NeedsBlank(text[start - 1], text[start], Join(before, element)))
                {
                    text.Insert(start, ' ');
                }

                before = element;
                if (block && text.Length > 0 && text.Last != separator)
                {
                    text.Append(separator);
                }
            }
        }
    }

    /// <summary>
    /// Whether an element (<c>rt</c> of a <c>ruby</c>) tells how to read the characters beside it and would run into them: without the
    /// brackets (<c>rp</c>) that make text of it where it is not shown above them.
    /// </summary>
    public static bool IsReading(PageElement element)
    {
        const int Looked = 8;
        if (element.LocalName != "rt" || element.ParentElement is not { LocalName: "ruby" or "rtc" } ruby)
        {
            return false;
        }

        foreach (var child in ruby.Children[..Math.Min(Looked, ruby.Children.Length)])
        {
            if (child is PageElement { LocalName: "rp" })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How two inline elements stand to each other between which there is no text.</summary>
    public static Joint Join(PageElement before, PageElement next)
    {
        if (before.LocalName == "a" && next.LocalName == "a")
        {
            return Joint.Parts;
        }

        // A page's style parts spans of different classes; those of one class are pieces of a word or sentence as often as not.
        return before.Attribute("class") is { Length: > 0 } one && next.Attribute("class") is { Length: > 0 } other && !one.Span.SequenceEqual(other.Span) && before.Children.Length > 0 ? Joint.Styled : Joint.Siblings;
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
}
