using NewsPlatform.Extraction.Sites.Rules.Selectors;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>Reads the places of a rule: a selector, <c>selector @attribute</c>, <c>jsonld:/pointer</c> or <c>state:/pointer</c>.</summary>
internal static class RuleSourceReader
{
    private const int MaxSteps = 20;

    /// <summary>Reads one place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="attributes">Gets the attributes that are asked for.</param>
    /// <param name="selectorOnly">Whether only elements will do.</param>
    /// <exception cref="SelectorException">It cannot be read.</exception>
    public static RuleSource Read(string text, HashSet<string> attributes, bool selectorOnly)
    {
        foreach (var (prefix, isJsonLd) in (ReadOnlySpan<(string, bool)>)[("jsonld:", true), ("state:", false)])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return selectorOnly ? throw new SelectorException(0, "only a selector will do here") : new RuleSource.Json(text, isJsonLd, Pointer(text, prefix.Length));
            }
        }

        var at = text.LastIndexOf('@');
        var attribute = at > 0 && IsAttribute(text.AsSpan(at + 1)) ? text[(at + 1)..].Trim().ToLowerInvariant() : null;
        if (attribute is not null && selectorOnly)
        {
            throw new SelectorException(at, "only whole elements will do here, no attribute");
        }

        if (attribute is not null)
        {
            attributes.Add(attribute);
        }

        return new RuleSource.Css(text, SelectorReader.Read(attribute is null ? text : text[..at].TrimEnd(), attributes), attribute);
    }

    private static bool IsAttribute(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or ':'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    // RFC 6901, with "*" for any member or item.
    private static List<string> Pointer(string text, int from)
    {
        if (from >= text.Length || text[from] != '/')
        {
            throw new SelectorException(from, "is no JSON pointer; write /headline or /props/*/title");
        }

        var steps = text[(from + 1)..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        return steps.Count <= MaxSteps ? steps : throw new SelectorException(from, $"has more than {MaxSteps} steps");
    }
}
