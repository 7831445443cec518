namespace NewsPlatform.Extraction.Sites.Import;

/// <summary>The text of an XPath expression as it is read from left to right.</summary>
/// <param name="text">The expression.</param>
internal sealed class XPathText(string text)
{
    /// <summary>Where reading goes on.</summary>
    public int At { get; set; }

    /// <summary>Whether all is read.</summary>
    public bool IsOver => At >= text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => At < text.Length ? text[At] : '\0';

    /// <summary>What was read since a place.</summary>
    public ReadOnlySpan<char> Since(int start) => text.AsSpan(start, At - start);

    /// <summary>The next characters, for messages.</summary>
    public string Ahead(int length) => text.Substring(At, Math.Min(length, text.Length - At));

    /// <summary>Takes a comma.</summary>
    public void Comma()
    {
        Blanks();
        if (!Take(","))
        {
            throw Wrong();
        }
    }

    /// <summary>Whether a comparison comes next.</summary>
    public bool Compares() => Ahead("=") || Ahead("!=") || Ahead("<") || Ahead(">") || Ahead("+") || Ahead("mod");

    /// <summary>Takes a text in quotes.</summary>
    public string Literal()
    {
        Blanks();
        if (At < text.Length && text[At] is '"' or '\'')
        {
            var end = text.IndexOf(text[At], At + 1);
            if (end > 0)
            {
                var value = text[(At + 1)..end];
                At = end + 1;
                return value;
            }
        }

        throw new XPathException("compares with something other than a text");
    }

    /// <summary>Takes a name.</summary>
    public string Name()
    {
        var start = At;
        while (At < text.Length && (char.IsAsciiLetterOrDigit(text[At]) || text[At] is '-' or '_'))
        {
            At++;
        }

        if (At == start || char.IsAsciiDigit(text[start]))
        {
            throw Wrong();
        }

        return At < text.Length && text[At] == ':' ? throw new XPathException("uses a namespace or an axis") : At < text.Length && text[At] == '(' ? throw new XPathException($"calls {text[start..At]}()") : text[start..At];
    }

    /// <summary>Takes a word that stands alone.</summary>
    public bool Word(string word)
    {
        Blanks();
        if (Ahead(word) && At + word.Length < text.Length && !char.IsAsciiLetterOrDigit(text[At + word.Length]))
        {
            At += word.Length;
            return true;
        }

        return false;
    }

    /// <summary>Whether something comes next.</summary>
    public bool Ahead(string part) => string.CompareOrdinal(text, At, part, 0, part.Length) == 0;

    /// <summary>Takes something if it comes next.</summary>
    public bool Take(string part)
    {
        if (!Ahead(part))
        {
            return false;
        }

        At += part.Length;
        return true;
    }

    /// <summary>Takes white space.</summary>
    public void Blanks()
    {
        while (At < text.Length && char.IsWhiteSpace(text[At]))
        {
            At++;
        }
    }

    /// <summary>What is to be said of what comes next.</summary>
    public XPathException Wrong() => new(At >= text.Length ? "breaks off" : $"has something unknown at \"{text.AsSpan(At, Math.Min(16, text.Length - At))}\"");
}
