using System.Globalization;
using System.Text;

namespace NewsPlatform.Extraction.Sites.Import;

/// <summary>
/// Writes XPath expressions (1.0, as rules of reading tools use them) as the selectors that <see cref="Rules.Selectors.SelectorReader"/>
/// reads. What has no equal is refused rather than guessed; only <c>contains(., "...")</c> becomes <c>:has-text</c>, which does not mind the case of letters.
/// </summary>
internal sealed class XPathToCss
{
    private const int MaxLength = 2000;
    private const int MaxNesting = 12;

    private readonly XPathText text;
    private readonly bool firstOnly;
    private int depth;

    private XPathToCss(string text, bool firstOnly) => (this.text, this.firstOnly) = (new XPathText(text), firstOnly);

    /// <summary>Converts an expression.</summary>
    /// <param name="xpath">The expression; several may be joined by <c>|</c>.</param>
    /// <param name="firstOnly">Whether only the first thing that it finds counts, so that <c>(...)[1]</c> says nothing.</param>
    /// <returns>Selectors with the attribute that is read, null for the text.</returns>
    /// <exception cref="XPathException">It cannot be converted.</exception>
    public static IReadOnlyList<(string Selector, string? Attribute)> Convert(string xpath, bool firstOnly)
    {
        if (xpath.Length > MaxLength)
        {
            throw new XPathException("is too long");
        }

        var reader = new XPathToCss(xpath.Trim(), firstOnly);
        var all = new List<(string, string?)>();
        do
        {
            all.Add(reader.Whole());
            reader.text.Blanks();
        }
        while (reader.text.Take("|"));

        return reader.text.IsOver ? all : throw reader.text.Wrong();
    }

    private (string Selector, string? Attribute) Whole()
    {
        text.Blanks();
        if (!text.Take("("))
        {
            return Path(isInner: false);
        }

        var inner = Path(isInner: false);
        text.Blanks();
        if (!text.Take(")"))
        {
            throw text.Wrong();
        }

        text.Blanks();
        if (text.Take("["))
        {
            if (!firstOnly || !text.Take("1") || !text.Take("]"))
            {
                throw new XPathException("picks one of all that it finds");
            }
        }

        return text.Next == '/' ? throw new XPathException("goes on behind parentheses") : inner;
    }

    /// <summary>Steps; inside a predicate relative to the element.</summary>
    private (string Selector, string? Attribute) Path(bool isInner)
    {
        if (++depth > MaxNesting)
        {
            throw new XPathException("is nested too deep");
        }

        var css = new StringBuilder();
        var combinator = isInner ? "> " : "";
        if (isInner)
        {
            text.Take(".");
        }

        if (text.Take("//"))
        {
            combinator = "";
        }
        else if (text.Take("/"))
        {
            combinator = isInner ? "> " : ":root";
        }
        else if (!isInner)
        {
            text.Take("./");
        }

        // A path that begins anywhere and has one step so far may be turned upwards.
        var steps = combinator.Length == 0 && !isInner ? 0 : 2;
        while (true)
        {
            text.Blanks();
            if (text.Take("@"))
            {
                depth--;
                // "//@content" reads the attribute of anything.
                return (css.Length == 0 || combinator == " " ? throw new XPathException("looks for an attribute anywhere") : css.ToString(), text.Name());
            }

            if (text.Take("text()"))
            {
                if (text.Next == '[')
                {
                    throw new XPathException("chooses pieces of text");
                }

                depth--;
                return (css.Length == 0 ? throw new XPathException("looks for text anywhere") : css.ToString(), null);
            }

            Step(css, combinator, steps++);
            if (text.Take("//"))
            {
                combinator = " ";
            }
            else if (text.Take("/"))
            {
                combinator = " > ";
            }
            else
            {
                depth--;
                return (css.ToString(), null);
            }
        }
    }

    private string? Upwards()
    {
        foreach (var axis in (ReadOnlySpan<string>)["..", "parent::", "ancestor::"])
        {
            if (text.Take(axis))
            {
                return axis;
            }
        }

        return null;
    }

    private void Step(StringBuilder css, string combinator, int steps)
    {
        if (text.Take("following-sibling::"))
        {
            combinator = combinator == " > " ? " ~ " : throw new XPathException("looks behind all inner elements");
        }
        else if (text.Take("descendant::") || text.Take("descendant-or-self::"))
        {
            combinator = combinator == "> " ? "" : combinator == " > " ? " " : combinator;
        }
        else if (combinator == " > " && steps == 1 && Upwards() is { } upwards)
        {
            // "//img/..", "//img/parent::p", "//img/ancestor::p": exact where only one element leads there.
            var outer = upwards == ".." ? "*" : text.Take("*") ? "*" : text.Name().ToLowerInvariant();
            if (text.Next == '[')
            {
                throw new XPathException("leads upwards to one of several");
            }

            css.Insert(0, upwards == "ancestor::" ? $"{outer}:has(" : $"{outer}:has(> ").Append(')');
            return;
        }
        else if (!text.Take("child::") && (text.Take("..") || text.Ahead("parent::") || text.Ahead("ancestor") || text.Ahead("preceding") || text.Ahead("following::") || text.Ahead("self::")))
        {
            throw new XPathException("leads upwards or backwards");
        }

        var compound = new StringBuilder();
        var name = text.Take("*") ? "*" : text.Take("node()") ? "*" : text.Name().ToLowerInvariant();
        compound.Append(name == "*" ? "" : name);
        var predicates = 0;
        while (text.Take("["))
        {
            if (Position() is { } position)
            {
                compound.Append(Nth(position, name, predicates, ref combinator));
            }
            else
            {
                compound.Append(Or());
            }

            predicates++;
            text.Blanks();
            if (!text.Take("]"))
            {
                throw text.Wrong();
            }

            text.Blanks();
        }

        if (combinator == ":root")
        {
            // "/html/...": the first step is the root itself.
            css.Append(compound.Length == 0 ? "*" : compound).Append(":root");
            return;
        }

        css.Append(combinator).Append(compound.Length == 0 ? "*" : compound);
    }

    // Counted among its like-named siblings, as long as nothing else narrows them.
    private static string Nth(string position, string name, int predicates, ref string combinator)
    {
        if (predicates > 0)
        {
            throw new XPathException("counts among elements that a condition has chosen");
        }

        if (combinator == " ~ ")
        {
            // following-sibling::*[1] is the next one; following-sibling::p[1] may stand further off.
            combinator = position == "1" && name == "*" ? " + " : throw new XPathException("counts siblings behind");
            return "";
        }

        var kind = name == "*" ? "child" : "of-type";
        return position == "last()" ? $":last-{kind}" : position == "1" ? $":first-{kind}" : $":nth-{kind}({position})";
    }

    private string? Position()
    {
        var start = text.At;
        text.Blanks();
        if (text.Take("position()"))
        {
            text.Blanks();
            text.Take("=");
            text.Blanks();
        }

        if (text.Take("last()"))
        {
            text.Blanks();
            if (text.Next == ']')
            {
                return "last()";
            }
        }

        var from = text.At;
        while (char.IsAsciiDigit(text.Next))
        {
            text.At++;
        }

        if (text.Since(from) is { Length: > 0 and < 5 } digits && text.Next == ']')
        {
            return int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        text.At = start;
        return null;
    }

    private string Or()
    {
        if (++depth > MaxNesting)
        {
            throw new XPathException("is nested too deep");
        }

        var parts = new List<string> { And() };
        while (text.Word("or"))
        {
            parts.Add(And());
        }

        depth--;
        return parts.Count == 1 ? parts[0] : $":is({string.Join(", ", parts)})";
    }

    private string And()
    {
        var parts = new List<string> { Condition() };
        while (text.Word("and"))
        {
            parts.Add(Condition());
        }

        // A tag ("self::p") stands first.
        return string.Concat(parts.OrderByDescending(part => part.Length > 0 && char.IsAsciiLetter(part[0])));
    }

    private string Condition()
    {
        text.Blanks();
        if (text.Take("("))
        {
            var inner = Or();
            text.Blanks();
            return text.Take(")") ? inner : throw text.Wrong();
        }

        if (text.Take("not(") || text.Take("not ("))
        {
            var inner = Or();
            text.Blanks();
            return text.Take(")") ? $":not({inner})" : throw text.Wrong();
        }

        foreach (var (function, sign) in (ReadOnlySpan<(string, string)>)[("contains(", "*="), ("starts-with(", "^="), ("ends-with(", "$=")])
        {
            if (text.Take(function))
            {
                return Comparison(sign);
            }
        }

        if (text.Take("self::"))
        {
            return text.Take("*") ? "*" : text.Name().ToLowerInvariant();
        }

        if (text.Take("@"))
        {
            var name = text.Name();
            text.Blanks();
            if (text.Take("="))
            {
                return Equal(name, text.Literal());
            }

            if (text.Take("!="))
            {
                return $"[{name}]:not({Equal(name, text.Literal())})";
            }

            return text.Compares() ? throw new XPathException("compares numbers") : $"[{name}]";
        }

        if (text.Ahead("text()") || text.Ahead("normalize-space(") || text.Ahead("string") || text.Ahead("count(") || text.Ahead("translate(") || text.Ahead("lower-case(") || text.Ahead("position()") || text.Ahead("last()") || text.Ahead("name(") || text.Ahead("local-name("))
        {
            throw new XPathException("asks what no selector can: " + text.Ahead(14));
        }

        if (text.Ahead("following-sibling::") || text.Ahead("preceding") || text.Ahead("ancestor") || text.Ahead("parent::") || text.Ahead(".."))
        {
            throw new XPathException("leads upwards or sideways in a condition");
        }

        if (char.IsAsciiLetter(text.Next) || text.Next is '.' or '*' or '/')
        {
            var (inner, attribute) = Path(isInner: true);
            text.Blanks();
            if (text.Compares())
            {
                throw new XPathException("compares the text of an element");
            }

            return $":has({inner}{(attribute is null ? "" : $"[{attribute}]")})";
        }

        throw text.Wrong();
    }

    private string Comparison(string sign)
    {
        text.Blanks();
        string condition;
        if (text.Take("@"))
        {
            var name = text.Name();
            text.Comma();
            condition = $"[{name}{sign}{Quoted(text.Literal())}]";
        }
        else if (text.Take("concat(") && IsClassIdiom())
        {
            text.Comma();
            var word = text.Literal().Trim();
            condition = sign == "*=" && word.Length > 0 && !word.Contains(' ', StringComparison.Ordinal) ? $"[class~={Quoted(word)}]" : throw new XPathException("joins texts");
        }
        else if (sign == "*=" && (text.Take("text()") || text.Take(".")))
        {
            text.Blanks();
            if (text.Next is '/' or '@')
            {
                throw new XPathException("asks for the text of an inner element");
            }

            text.Comma();
            condition = $":has-text({Quoted(text.Literal())})";
        }
        else
        {
            throw new XPathException("compares what no selector can");
        }

        text.Blanks();
        return text.Take(")") ? condition : throw text.Wrong();
    }

    // contains(concat(' ', normalize-space(@class), ' '), ' name ')
    private bool IsClassIdiom()
    {
        foreach (var part in (ReadOnlySpan<string>)["' '", ",", "normalize-space(@class)|@class", ",", "' '", ")"])
        {
            text.Blanks();
            if (!part.Split('|').Any(text.Take) && !(part == "' '" && text.Take("\" \"")))
            {
                return false;
            }
        }

        return true;
    }

    private static string Equal(string name, string value) => name == "id" && value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !char.IsAsciiDigit(value[0]) ? "#" + value : $"[{name}={Quoted(value)}]";

    private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
