using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>
/// Tells ids that are made of a heading's words, for links to it ("the-actor-wore-a-similar-style"), from those that name a part of the
/// page: their words say what the text is about and nothing of its part in the page.
/// </summary>
internal static class Anchors
{
    // Fewer words of a box's id may be its name and its title, too ("related-articles").
    private const int MinWords = 4;

    // The heading stands near the start of what it heads.
    private const int MaxText = 400;
    private const int MaxId = 200;

    /// <summary>Whether an element's id is such an anchor.</summary>
    /// <param name="element">The element.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="id">Its id.</param>
    public static bool IsAnchor(PageElement element, string tag, string id)
    {
        if (BlockWeights.IsHeading(tag))
        {
            return true;
        }

        // An id that begins with its hint is the title of a box ("more-from-our-newsroom").
        if (id.Length > MaxId || Words(id) < MinWords || BeginsWithHint(id))
        {
            return false;
        }

        Span<char> name = stackalloc char[MaxId];
        Span<char> text = stackalloc char[MaxText];
        var letters = Letters(id, name);
        return letters > 0 && text[..Letters(ElementText.Of(element, MaxText), text)].IndexOf(name[..letters]) >= 0;
    }

    // A box's name stands first: one word, or two together.
    private static bool BeginsWithHint(string id)
    {
        var first = WordEnd(id, 0);
        var second = WordEnd(id, first + 1);
        return first > 0 && second > first
            && (ClassHints.Of(id[..first]) != ElementHint.None || (ClassHints.Of(id[..second]) & ~ClassHints.Of(id[(first + 1)..second])) != ElementHint.None);
    }

    private static int WordEnd(string id, int start)
    {
        var end = Math.Min(start, id.Length);
        while (end < id.Length && char.IsLetter(id[end]))
        {
            end++;
        }

        return end;
    }

    private static int Words(string id)
    {
        var words = 0;
        for (var i = 0; i < id.Length; i++)
        {
            words += char.IsLetter(id[i]) && (i == 0 || !char.IsLetterOrDigit(id[i - 1])) ? 1 : 0;
        }

        return words;
    }

    // Letters alone: the number behind an id tells it from others of the same words, and signs are left out of ids.
    private static int Letters(ReadOnlySpan<char> text, Span<char> letters)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c) && count < letters.Length)
            {
                letters[count++] = char.ToLowerInvariant(c);
            }
        }

        return count;
    }
}
