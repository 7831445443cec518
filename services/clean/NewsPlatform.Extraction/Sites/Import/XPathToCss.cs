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

    private readonly string text;
    private readonly bool firstOnly;
    private int at;
    private int depth;

    private XPathToCss(string text, bool firstOnly) => (this.text, this.firstOnly) = (text, firstOnly);

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
            reader.Blanks();
        }
        while (reader.Take("|"));

        return reader.at < reader.text.Length ? throw reader.Wrong() : all;
    }

    private (string Selector, string? Attribute) Whole()
    {
        Blanks();
        if (!Take("("))
        {
            return Path(isInner: false);
        }

        var inner = Path(isInner: false);
        Blanks();
        if (!Take(")"))
        {
            throw Wrong();
        }

        Blanks();
        if (Take("["))
        {
            if (!firstOnly || !Take("1") || !Take("]"))
            {
                throw new XPathException("picks one of all that it finds");
            }
        }

        return at < text.Length && text[at] == '/' ? throw new XPathException("goes on behind parentheses") : inner;
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
            Take(".");
        }

        if (Take("//"))
        {
            combinator = "";
        }
        else if (Take("/"))
        {
            combinator = isInner ? "> " : ":root";
        }
        else if (!isInner)
        {
            Take("./");
        }

        // A path that begins anywhere and has one step so far may be turned upwards.
        var steps = combinator.Length == 0 && !isInner ? 0 : 2;
        while (true)
        {
            Blanks();
            if (Take("@"))
            {
                depth--;
                // "//@content" reads the attribute of anything.
                return (css.Length == 0 || combinator == " " ? throw new XPathException("looks for an attribute anywhere") : css.ToString(), Name());
            }

            if (Take("text()"))
            {
                if (at < text.Length && text[at] == '[')
                {
                    throw new XPathException("chooses pieces of text");
                }

                depth--;
                return (css.Length == 0 ? throw new XPathException("looks for text anywhere") : css.ToString(), null);
            }

            Step(css, combinator, steps++);
            if (Take("//"))
            {
                combinator = " ";
            }
            else if (Take("/"))
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
            if (Take(axis))
            {
                return axis;
            }
        }

        return null;
    }

    private void Step(StringBuilder css, string combinator, int steps)
    {
        if (Take("following-sibling::"))
        {
            combinator = combinator == " > " ? " ~ " : throw new XPathException("looks behind all inner elements");
        }
        else if (Take("descendant::") || Take("descendant-or-self::"))
        {
            combinator = combinator == "> " ? "" : combinator == " > " ? " " : combinator;
        }
        else if (combinator == " > " && steps == 1 && Upwards() is { } upwards)
        {
            // "//img/..", "//img/parent::p", "//img/ancestor::p": exact where only one element leads there.
            var outer = upwards == ".." ? "*" : Take("*") ? "*" : Name().ToLowerInvariant();
            if (at < text.Length && text[at] == '[')
            {
                throw new XPathException("leads upwards to one of several");
            }

            css.Insert(0, upwards == "ancestor::" ? $"{outer}:has(" : $"{outer}:has(> ").Append(')');
            return;
        }
        else if (!Take("child::") && (Take("..") || Ahead("parent::") || Ahead("ancestor") || Ahead("preceding") || Ahead("following::") || Ahead("self::")))
        {
            throw new XPathException("leads upwards or backwards");
        }

        var compound = new StringBuilder();
        var name = Take("*") ? "*" : Take("node()") ? "*" : Name().ToLowerInvariant();
        compound.Append(name == "*" ? "" : name);
        var predicates = 0;
        while (Take("["))
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
            Blanks();
            if (!Take("]"))
            {
                throw Wrong();
            }

            Blanks();
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
        var start = at;
        Blanks();
        if (Take("position()"))
        {
            Blanks();
            Take("=");
            Blanks();
        }

        if (Take("last()"))
        {
            Blanks();
            if (at < text.Length && text[at] == ']')
            {
                return "last()";
            }
        }

        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        if (at > from && at - from < 5 && at < text.Length && text[at] == ']')
        {
            return int.Parse(text.AsSpan(from, at - from), NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        at = start;
        return null;
    }

    private string Or()
    {
        if (++depth > MaxNesting)
        {
            throw new XPathException("is nested too deep");
        }

        var parts = new List<string> { And() };
        while (Word("or"))
        {
            parts.Add(And());
        }

        depth--;
        return parts.Count == 1 ? parts[0] : $":is({string.Join(", ", parts)})";
    }

    private string And()
    {
        var parts = new List<string> { Condition() };
        while (Word("and"))
        {
            parts.Add(Condition());
        }

        // A tag ("self::p") stands first.
        return string.Concat(parts.OrderByDescending(part => part.Length > 0 && char.IsAsciiLetter(part[0])));
    }

    private string Condition()
    {
        Blanks();
        if (Take("("))
        {
            var inner = Or();
            Blanks();
            return Take(")") ? inner : throw Wrong();
        }

        if (Take("not(") || Take("not ("))
        {
            var inner = Or();
            Blanks();
            return Take(")") ? $":not({inner})" : throw Wrong();
        }

        foreach (var (function, sign) in (ReadOnlySpan<(string, string)>)[("contains(", "*="), ("starts-with(", "^="), ("ends-with(", "$=")])
        {
            if (Take(function))
            {
                return Comparison(sign);
            }
        }

        if (Take("self::"))
        {
            return Take("*") ? "*" : Name().ToLowerInvariant();
        }

        if (Take("@"))
        {
            var name = Name();
            Blanks();
            if (Take("="))
            {
                return Equal(name, Literal());
            }

            if (Take("!="))
            {
                return $"[{name}]:not({Equal(name, Literal())})";
            }

            return Compares() ? throw new XPathException("compares numbers") : $"[{name}]";
        }

        if (Ahead("text()") || Ahead("normalize-space(") || Ahead("string") || Ahead("count(") || Ahead("translate(") || Ahead("lower-case(") || Ahead("position()") || Ahead("last()") || Ahead("name(") || Ahead("local-name("))
        {
            throw new XPathException("asks what no selector can: " + text.AsSpan(at, Math.Min(14, text.Length - at)).ToString());
        }

        if (Ahead("following-sibling::") || Ahead("preceding") || Ahead("ancestor") || Ahead("parent::") || Ahead(".."))
        {
            throw new XPathException("leads upwards or sideways in a condition");
        }

        if (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] is '.' or '*' or '/'))
        {
            var (inner, attribute) = Path(isInner: true);
            Blanks();
            if (Compares())
            {
                throw new XPathException("compares the text of an element");
            }

            return $":has({inner}{(attribute is null ? "" : $"[{attribute}]")})";
        }

        throw Wrong();
    }

    private string Comparison(string sign)
    {
        Blanks();
        string condition;
        if (Take("@"))
        {
            var name = Name();
            Comma();
            condition = $"[{name}{sign}{Quoted(Literal())}]";
        }
        else if (Take("concat(") && IsClassIdiom())
        {
            Comma();
            var word = Literal().Trim();
            condition = sign == "*=" && word.Length > 0 && !word.Contains(' ', StringComparison.Ordinal) ? $"[class~={Quoted(word)}]" : throw new XPathException("joins texts");
        }
        else if (sign == "*=" && (Take("text()") || Take(".")))
        {
            Blanks();
            if (at < text.Length && text[at] is '/' or '@')
            {
                throw new XPathException("asks for the text of an inner element");
            }

            Comma();
            condition = $":has-text({Quoted(Literal())})";
        }
        else
        {
            throw new XPathException("compares what no selector can");
        }

        Blanks();
        return Take(")") ? condition : throw Wrong();
    }

    // contains(concat(' ', normalize-space(@class), ' '), ' name ')
    private bool IsClassIdiom()
    {
        foreach (var part in (ReadOnlySpan<string>)["' '", ",", "normalize-space(@class)|@class", ",", "' '", ")"])
        {
            Blanks();
            if (!part.Split('|').Any(Take) && !(part == "' '" && Take("\" \"")))
            {
                return false;
            }
        }

        return true;
    }

    private static string Equal(string name, string value) => name == "id" && value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !char.IsAsciiDigit(value[0]) ? "#" + value : $"[{name}={Quoted(value)}]";

    private void Comma()
    {
        Blanks();
        if (!Take(","))
        {
            throw Wrong();
        }
    }

    private bool Compares() => Ahead("=") || Ahead("!=") || Ahead("<") || Ahead(">") || Ahead("+") || Ahead("mod");

    private string Literal()
    {
        Blanks();
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var end = text.IndexOf(text[at], at + 1);
            if (end > 0)
            {
                var value = text[(at + 1)..end];
                at = end + 1;
                return value;
            }
        }

        throw new XPathException("compares with something other than a text");
    }

    private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private string Name()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
        {
            at++;
        }

        if (at == start || char.IsAsciiDigit(text[start]))
        {
            throw Wrong();
        }

        return at < text.Length && text[at] == ':' ? throw new XPathException("uses a namespace or an axis") : at < text.Length && text[at] == '(' ? throw new XPathException($"calls {text[start..at]}()") : text[start..at];
    }

    private bool Word(string word)
    {
        Blanks();
        if (Ahead(word) && at + word.Length < text.Length && !char.IsAsciiLetterOrDigit(text[at + word.Length]))
        {
            at += word.Length;
            return true;
        }

        return false;
    }

    private bool Ahead(string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private bool Take(string part)
    {
        if (!Ahead(part))
        {
            return false;
        }

        at += part.Length;
        return true;
    }

    private void Blanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private XPathException Wrong() => new(at >= text.Length ? "breaks off" : $"has something unknown at \"{text.AsSpan(at, Math.Min(16, text.Length - at))}\"");
}
