using System.Globalization;
using System.Text;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>
/// Reads selectors as CSS writes them (Selectors Level 4: types, ids, classes, attributes, the four combinators, lists, <c>:not</c>,
/// <c>:is</c>, <c>:has</c>, the structural pseudo-classes) and <c>:has-text("...")</c>, which content blockers have made common.
/// AngleSharp's own engine needs its own tree, which the extractor does not build.
/// </summary>
internal sealed class SelectorReader
{
    private const int MaxNesting = 4;
    private const int MaxParts = 60;

    private readonly string text;
    private readonly HashSet<string> attributes;
    private int at;
    private int depth;
    private int parts;

    private SelectorReader(string text, HashSet<string> attributes) => (this.text, this.attributes) = (text, attributes);

    /// <summary>Reads a list of selectors parted by commas.</summary>
    /// <param name="text">The list.</param>
    /// <param name="attributes">Gets the names of all attributes that the selectors ask for.</param>
    /// <exception cref="SelectorException">It cannot be read.</exception>
    public static IReadOnlyList<Compound> Read(string text, HashSet<string> attributes)
    {
        var reader = new SelectorReader(text, attributes);
        var list = reader.List(relative: false);
        return reader.at < text.Length ? throw reader.Wrong("is not expected here") : list;
    }

    private List<Compound> List(bool relative)
    {
        if (++depth > MaxNesting)
        {
            throw Wrong($"is nested deeper than {MaxNesting}");
        }

        var list = new List<Compound>();
        do
        {
            Blanks();
            list.Add(Complex(relative));
            Blanks();
        }
        while (Take(','));
        depth--;
        return list;
    }

    private Compound Complex(bool relative)
    {
        Compound? left = null;
        var combinator = ' ';
        if (relative)
        {
            // ":has(> img)": the left end is the element that is asked.
            left = new Compound();
            left.Conditions.Add(static (element, work) => ReferenceEquals(element, work.Scope));
            combinator = Combinator() is var given and not '\0' ? given : ' ';
        }

        while (true)
        {
            var compound = One();
            (compound.Left, compound.Combinator) = (left, combinator);
            left = compound;
            var next = Combinator();
            if (next == '\0' || at >= text.Length || text[at] is ',' or ')')
            {
                return next is not ('\0' or ' ') ? throw Wrong("leads nowhere: a selector is missing behind it") : compound;
            }

            combinator = next;
        }
    }

    private char Combinator()
    {
        var blank = Blanks();
        if (at < text.Length && text[at] is '>' or '+' or '~')
        {
            var combinator = text[at++];
            Blanks();
            return combinator;
        }

        return blank ? ' ' : '\0';
    }

    private Compound One()
    {
        if (++parts > MaxParts)
        {
            throw Wrong($"is too long: at most {MaxParts} parts are read");
        }

        var compound = new Compound();
        var start = at;
        if (!Take('*') && at < text.Length && IsName(text[at]))
        {
            compound.Tag = Name().ToLowerInvariant();
        }

        while (at < text.Length)
        {
            switch (text[at])
            {
                case '#':
                    at++;
                    compound.Id = Name();
                    break;
                case '.':
                    at++;
                    compound.Classes.Add(Name());
                    break;
                case '[':
                    at++;
                    compound.Conditions.Add(Attribute());
                    break;
                case ':':
                    at++;
                    compound.Conditions.Add(Pseudo());
                    break;
                default:
                    return at > start ? compound : throw Wrong("is no selector; write tags, .classes, #ids, [attributes]");
            }
        }

        return at > start ? compound : throw Wrong("a selector is missing");
    }

    private Func<PageElement, SelectorWork, bool> Attribute()
    {
        Blanks();
        var name = Name().ToLowerInvariant();
        attributes.Add(name);
        Blanks();
        if (Take(']'))
        {
            return (element, _) => element.Attribute(name) is not null;
        }

        var way = at < text.Length && text[at] is '~' or '|' or '^' or '$' or '*' ? text[at++] : '=';
        if (!Take('='))
        {
            throw Wrong("is no comparison; write =, ~=, |=, ^=, $= or *=");
        }

        Blanks();
        var value = at < text.Length && text[at] is '"' or '\'' ? Quoted() : Name();
        Blanks();
        var comparison = at < text.Length && text[at] is 'i' or 'I' && at++ >= 0 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        Blanks();
        Expect(']');
        if (way == '=')
        {
            return (element, _) => element.Attribute(name) is { } found && found.Span.Equals(value, comparison);
        }

        return (element, _) => value.Length > 0 && element.Attribute(name) is { } found && way switch
        {
            '~' => Compound.HasWord(found.Span, value),
            '|' => found.Span.Equals(value, comparison) || (found.Length > value.Length && found.Span[value.Length] == '-' && found.Span.StartsWith(value, comparison)),
            '^' => found.Span.StartsWith(value, comparison),
            '$' => found.Span.EndsWith(value, comparison),
            _ => found.Span.Contains(value, comparison),
        };
    }

    private Func<PageElement, SelectorWork, bool> Pseudo()
    {
        var start = at;
        var name = Name().ToLowerInvariant();
        switch (name)
        {
            case "first-child":
                return Nth(0, 1, false, false);
            case "last-child":
                return Nth(0, 1, true, false);
            case "first-of-type":
                return Nth(0, 1, false, true);
            case "last-of-type":
                return Nth(0, 1, true, true);
            case "only-child":
                return (element, work) => work.PlaceOf(element).All.Count == 1;
            case "empty":
                return (element, _) => element.Children.IsEmpty;
            case "root":
                return (element, _) => element.ParentElement is null;
            case "nth-child" or "nth-last-child" or "nth-of-type" or "nth-last-of-type":
                Expect('(');
                var (step, offset) = Steps();
                Expect(')');
                return Nth(step, offset, name.Contains("last", StringComparison.Ordinal), name.EndsWith("type", StringComparison.Ordinal));
            case "not" or "is" or "where":
                Expect('(');
                var list = List(relative: false);
                Expect(')');
                var wanted = name != "not";
                return (element, work) => list.Exists(one => one.Matches(element, work)) == wanted;
            case "has":
                Expect('(');
                var inner = List(relative: true);
                Expect(')');
                return (element, work) => RelativeMatch.Has(inner, element, work);
            case "has-text":
                Expect('(');
                Blanks();
                var words = at < text.Length && text[at] is '"' or '\'' ? Quoted() : throw Wrong("is no text; write :has-text(\"...\")");
                Blanks();
                Expect(')');
                return (element, work) => work.Step() && Body.ElementText.Of(element, 2000).Contains(words, StringComparison.OrdinalIgnoreCase);
            default:
                at = start;
                throw Wrong($"\":{name}\" is not known; known are :not, :is, :has, :has-text, :first-child, :last-child, :only-child, :nth-child, :nth-last-child, :first-of-type, :last-of-type, :nth-of-type, :nth-last-of-type, :empty, :root");
        }
    }

    private static Func<PageElement, SelectorWork, bool> Nth(int step, int offset, bool fromEnd, bool ofType) => (element, work) =>
    {
        var number = work.PlaceOf(element).Number(fromEnd, ofType) - offset;
        return step == 0 ? number == 0 : number % step == 0 && number / step >= 0;
    };

    /// <summary>"2n+1", "odd", "3".</summary>
    private (int Step, int Offset) Steps()
    {
        var end = text.IndexOf(')', at);
        var given = (end < 0 ? text[at..] : text[at..end]).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        var start = at;
        at = end < 0 ? text.Length : end;
        if (given is "odd" or "even")
        {
            return (2, given == "odd" ? 1 : 0);
        }

        var n = given.IndexOf('n', StringComparison.Ordinal);
        var step = n < 0 ? "0" : given[..n] is "" or "+" ? "1" : given[..n] is "-" ? "-1" : given[..n];
        var offset = n < 0 ? given : given[(n + 1)..] is "" ? "0" : given[(n + 1)..];
        if (int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var a) && int.TryParse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b)
            && a is > -10_000 and < 10_000 && b is > -10_000 and < 10_000)
        {
            return (a, b);
        }

        at = start;
        throw Wrong("is no count; write 2, odd, even or 3n+1");
    }

    private string Quoted()
    {
        var quote = text[at++];
        var value = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            value.Append(text[at] == '\\' ? Escaped() : text[at++]);
        }

        Expect(quote);
        return value.ToString();
    }

    private string Name()
    {
        var name = new StringBuilder();
        while (at < text.Length && (IsName(text[at]) || text[at] == '\\'))
        {
            name.Append(text[at] == '\\' ? Escaped() : text[at++]);
        }

        return name.Length > 0 ? name.ToString() : throw Wrong("is no name");
    }

    private char Escaped()
    {
        at++;
        var start = at;
        while (at < text.Length && at - start < 6 && char.IsAsciiHexDigit(text[at]))
        {
            at++;
        }

        if (at > start)
        {
            var code = int.Parse(text.AsSpan(start, at - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            at += at < text.Length && text[at] == ' ' ? 1 : 0;
            return code is > 0 and < 0xD800 ? (char)code : '\uFFFD';
        }

        return at < text.Length ? text[at++] : throw Wrong("an escape is not complete");
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || c >= '\u0080';

    private bool Blanks()
    {
        var start = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at > start;
    }

    private bool Take(char c)
    {
        if (at < text.Length && text[at] == c)
        {
            at++;
            return true;
        }

        return false;
    }

    private void Expect(char c)
    {
        if (!Take(c))
        {
            throw Wrong($"'{c}' is missing");
        }
    }

    private SelectorException Wrong(string what) => new(at, at < text.Length && what.StartsWith("is ", StringComparison.Ordinal) ? $"\"{text.AsSpan(at, Math.Min(20, text.Length - at))}\" {what}" : what);
}
