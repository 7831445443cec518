using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>What one element must be, and how it stands to another: the last part of a selector, with the others behind it.</summary>
internal sealed class Compound
{
    /// <summary>The tag in lower case; null for any.</summary>
    public string? Tag { get; set; }

    /// <summary>The id; null for any.</summary>
    public string? Id { get; set; }

    /// <summary>Classes it must have.</summary>
    public List<string> Classes { get; } = [];

    /// <summary>What else must be so.</summary>
    public List<Func<PageElement, SelectorWork, bool>> Conditions { get; } = [];

    /// <summary>What stands to the left; null for the first.</summary>
    public Compound? Left { get; set; }

    /// <summary>How it stands to the left: a blank (inside), <c>&gt;</c> (child), <c>+</c> (right behind), <c>~</c> (behind).</summary>
    public char Combinator { get; set; } = ' ';

    /// <summary>Whether an element matches the selector that ends here.</summary>
    public bool Matches(PageElement element, SelectorWork work)
    {
        if (!work.Step() || !IsItself(element, work))
        {
            return false;
        }

        if (Left is null)
        {
            return true;
        }

        switch (Combinator)
        {
            case '>':
                return element.ParentElement is { } parent && Left.Matches(parent, work);
            case '+':
                return work.PlaceOf(element).Before is { } before && Left.Matches(before, work);
            case '~':
                var place = work.PlaceOf(element);
                for (var i = place.Index - 1; i >= 0 && !work.IsSpent; i--)
                {
                    if (Left.Matches(place.All[i], work))
                    {
                        return true;
                    }
                }

                return false;
            default:
                for (var outer = element.ParentElement; outer is not null; outer = outer.ParentElement)
                {
                    if (Left.Matches(outer, work))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    private bool IsItself(PageElement element, SelectorWork work)
    {
        if (Tag is not null && !Tag.Equals(element.LocalName, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (Id is not null && !(element.Attribute("id") is { } id && id.Span.SequenceEqual(Id)))
        {
            return false;
        }

        foreach (var name in Classes)
        {
            if (!(element.Attribute("class") is { } names && HasWord(names.Span, name)))
            {
                return false;
            }
        }

        foreach (var condition in Conditions)
        {
            if (!condition(element, work))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a list of words parted by blanks has a word.</summary>
    public static bool HasWord(ReadOnlySpan<char> words, ReadOnlySpan<char> word)
    {
        for (var from = 0; from < words.Length;)
        {
            var at = words[from..].IndexOf(word, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            at += from;
            var end = at + word.Length;
            if ((at == 0 || char.IsWhiteSpace(words[at - 1])) && (end == words.Length || char.IsWhiteSpace(words[end])))
            {
                return true;
            }

            from = end;
        }

        return false;
    }
}
