using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Puts the names of a text into a list of authors.</summary>
internal static class AuthorList
{
    public static void Add(List<Sourced<Author>> authors, string text, bool organisation, string? url, Evidence evidence, bool isByline = false)
    {
        var names = AuthorNames.Split(text, isByline);
        if (names.Count == 1 && names[0][0] >= '\u4E00' && ChineseBylines.Apart(names[0]) is { Count: > 1 } apart)
        {
            names = apart;
        }

        if (names.Count == 0 && !isByline && text.Length is > 3 and < 40 && text.AsSpan().IndexOfAnyExcept("\r\n\t |") == 0 && IsDesk(text) && AuthorNames.IsName(text.Trim()))
        {
            // "Community Editor" in a field that holds nothing else is what the page calls its author.
            names.Add(text.Trim());
            organisation = true;
        }

        // "Deutsche Welle (www.dw.com)": whoever has an address is a house.
        organisation |= names.Count == 1 && text.Contains("(www.", StringComparison.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (authors.Count < 30 && !authors.Exists(known => Same(known.Value.Name, name)))
            {
                var type = organisation ? AuthorType.Organisation : AuthorNames.TypeOf(name);
                authors.Add(new(new(name, type, url), evidence with { Raw = text.Length > 200 ? text[..200] : text }));
            }
        }
    }

    /// <summary>Whether a text is two or three capitalised words of which one is of a role, a desk or a house.</summary>
    private static bool IsDesk(string text)
    {
        var words = 0;
        var named = false;
        foreach (var range in text.AsSpan().Trim().Split(' '))
        {
            var word = text.AsSpan().Trim()[range];
            words++;
            if (word.Length == 0 || !char.IsUpper(word[0]))
            {
                return false;
            }

            named |= AuthorWords.IsRole(word) || AuthorWords.IsOrganisation(word);
        }

        return words is 2 or 3 && named;
    }

    // Names begin with letters: two that begin differently need no closer look.
    public static bool Same(string one, string other) => char.ToLowerInvariant(one[0]) == char.ToLowerInvariant(other[0])
        && (one.Equals(other, StringComparison.OrdinalIgnoreCase) || TitleMeasure.Key(one) == TitleMeasure.Key(other));
}
