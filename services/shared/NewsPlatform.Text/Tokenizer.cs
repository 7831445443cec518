namespace NewsPlatform.Text;

/// <summary>
/// Cuts text into words, numbers and marks. Scripts without spaces give one token a character. A possessive <c>'s</c> and an elided
/// article (<c>l'</c>, <c>dell'</c>) are tokens of their own, so that names stand alone. Linear, never fails, white space is no token.
/// </summary>
public static class Tokenizer
{
    private static readonly HashSet<string> Elided = new(StringComparer.OrdinalIgnoreCase)
    {
        "l", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "dell", "nell", "all", "sull", "dall", "un", "quell", "degl",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ElidedSpans = Elided.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The tokens of <paramref name="text"/> in order; they never overlap.</summary>
    public static List<Token> Tokenize(ReadOnlySpan<char> text)
    {
        var tokens = new List<Token>(text.Length / 4);
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\uFEFF')
            {
                i++;
                continue;
            }

            int end;
            TokenKind kind;
            if (IsWordPart(c))
            {
                (end, kind) = (EndOfWord(text, i), TokenKind.Word);
            }
            else if (char.IsDigit(c))
            {
                (end, kind) = (EndOfNumber(text, i), TokenKind.Number);
            }
            else
            {
                var pair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
                (end, kind) = (i + (pair ? 2 : PossessiveLength(text, i)), TokenKind.Mark);
            }

            tokens.Add(new Token(i, end, kind));
            i = end;
        }

        return tokens;
    }

    /// <summary>Whether the character is an apostrophe as typed or as typeset.</summary>
    public static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ' or '＇';

    /// <summary>Whether the character is a hyphen that joins words.</summary>
    public static bool IsHyphen(char c) => c is '-' or '‐' or '‑';

    private static bool IsWordPart(char c) =>
        char.IsAsciiLetter(c) || (c >= 0x80 && (char.IsLetter(c) || IsMark(c) || c == '\u200D'));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        if (text[start] >= 0x0E00 && Scripts.IsUnspaced(Scripts.Of(text[start])))
        {
            var after = start + 1;
            while (after < text.Length && text[after] >= 0x80 && IsMark(text[after]))
            {
                after++;
            }

            return after;
        }

        if (EndOfLetterAbbreviation(text, start) is > 0 and var abbreviation)
        {
            return abbreviation;
        }

        var i = start;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c))
            {
                i++;
                continue;
            }

            if (IsWordPart(c) || char.IsDigit(c))
            {
                if (c >= 0x2E80 && Scripts.IsUnspaced(Scripts.Of(c)))
                {
                    return i;
                }

                i++;
                continue;
            }

            if (i + 1 >= text.Length || !IsWordPart(text[i + 1]))
            {
                // "COVID-19", "G-7": digits may follow a hyphen.
                if (!(i + 1 < text.Length && IsHyphen(c) && char.IsDigit(text[i + 1])))
                {
                    return i;
                }
            }

            if (IsHyphen(c))
            {
                i++;
            }
            else if (IsApostrophe(c))
            {
                if (PossessiveLength(text, i) > 1)
                {
                    return i;
                }

                var head = text[start..i];
                if (ElidedSpans.Contains(head) || head is "d")
                {
                    return i + 1;
                }

                i++;
            }
            else
            {
                return i;
            }
        }

        return i;
    }

    // "'s" after a word and before something that is no letter.
    private static int PossessiveLength(ReadOnlySpan<char> text, int i) =>
        IsApostrophe(text[i]) && i > 0 && IsWordPart(text[i - 1]) && i + 1 < text.Length && text[i + 1] is 's' or 'S'
            && (i + 2 >= text.Length || !IsWordPart(text[i + 2])) ? 2 : 1;

    // U.S., D.C., e.g., J.R.R.
    private static int EndOfLetterAbbreviation(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        var letters = 0;
        while (i + 1 < text.Length && char.IsLetter(text[i]) && text[i + 1] == '.' && letters < 6)
        {
            i += 2;
            letters++;
        }

        if (letters == 1 || letters == 0)
        {
            return 0;
        }

        return i < text.Length && IsWordPart(text[i]) ? 0 : i;
    }

    private static int EndOfNumber(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsDigit(c))
            {
                i++;
            }
            else if (c is '.' or ',' or ':' && i + 1 < text.Length && char.IsDigit(text[i + 1]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        // Ordinals and units stuck to the number: 3rd, 1990s, 10pm, 5km.
        var letters = i;
        while (letters < text.Length && IsWordPart(text[letters]) && letters - i < 12 && !(text[letters] >= 0x0E00 && Scripts.IsUnspaced(Scripts.Of(text[letters]))))
        {
            letters++;
        }

        return letters;
    }
}
