using System.Buffers;

namespace NewsPlatform.Extraction.Quality;

/// <summary>Tells text that was decoded by the wrong charset, or escaped once too often.</summary>
internal static class GarbledText
{
    private const int MaxRead = 100_000;

    // A few stray ones come from readers' names and from samples of code.
    private const int FewBroken = 3;

    // First bytes of two and three in UTF-8, as Windows-1252 shows them.
    private const string LeadLetters = "ÃÂâÐÑÅÄÎÏØÙãäåæçèéìíëê";

    private static readonly SearchValues<char> Leads = SearchValues.Create(LeadLetters);

    // These, what stands for what could not be decoded, controls that no text has, and what begins an entity.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. LeadLetters, .. Enumerable.Range(0x80, 0x20).Select(static c => (char)c), '\uFFFD', '&']);

    /// <summary>Whether so many characters are broken that a reader notices.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxRead)];
        int lost = 0, pairs = 0, entities = 0;
        for (var i = 0; text[i..].IndexOfAny(Suspicious) is var step and >= 0; i++)
        {
            i += step;
            if (text[i] == '&')
            {
                entities += IsEntity(text[i..]) ? 1 : 0;
            }
            else if (!Leads.Contains(text[i]))
            {
                lost++;
            }
            else if (i + 1 < text.Length && IsTrail(text[i + 1]))
            {
                pairs++;
            }
        }

        return entities >= FewBroken || (lost >= FewBroken && lost * 1000 >= Letters(text)) || (pairs >= FewBroken && pairs * 300 >= Letters(text));
    }

    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters;
    }

    // Further bytes (80 to BF) as Windows-1252 shows them; letters with accents are none, so no word of any language has such a pair.
    private static bool IsTrail(char c) => c is >= '\u00A1' and <= '\u00BF' and not ('«' or '»' or '·' or '°' or 'º' or 'ª' or '¿' or '¡')
        or '€' or '‚' or 'ƒ' or '„' or '†' or '‡' or 'ˆ' or '‰' or '‹' or '‘' or '“' or '•' or '˜' or '™' or '›' or 'œ';

    // "&amp;" or "&#8217;" where a reader should see the character.
    private static bool IsEntity(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, 10)].IndexOf(';');
        if (end < 3)
        {
            return false;
        }

        var name = text[1..end];
        return name[0] == '#' ? name.Length > 2 && (char.IsAsciiDigit(name[1]) || name[1] is 'x' or 'X')
            : name is "amp" or "nbsp" or "quot" or "apos" or "lt" or "gt" or "rsquo" or "lsquo" or "ldquo" or "rdquo" or "ndash" or "mdash" or "hellip" or "eacute" or "egrave" or "agrave" or "uuml" or "ouml" or "auml" or "szlig" or "ntilde" or "aacute" or "iacute" or "oacute" or "uacute" or "ccedil";
    }
}
