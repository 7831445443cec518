namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>Counts over the characters of a text.</summary>
internal readonly record struct TextShape(int Letters, int Upper, int Digits, int Ideographs, int Marks, bool StartsLower, bool StartsQuote)
{
    private const int MaxLength = 300;

    /// <summary>Counts; only the first 300 characters.</summary>
    public static TextShape Of(ReadOnlySpan<char> text)
    {
        int letters = 0, upper = 0, digits = 0, ideographs = 0, marks = 0;
        text = text[..Math.Min(text.Length, MaxLength)];
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                letters += char.IsAsciiLetter(c) ? 1 : 0;
                upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
                digits += char.IsAsciiDigit(c) ? 1 : 0;
                marks += c is '|' or '@' or '#' or '/' ? 1 : 0;
            }
            else if (char.IsLetter(c))
            {
                letters++;
                upper += char.IsUpper(c) ? 1 : 0;
                ideographs += c is >= '\u3040' and <= '\u9fff' ? 1 : 0;
            }
            else if (char.IsDigit(c))
            {
                digits++;
            }
            else if (c is '©' or '»' or '›' or '•')
            {
                marks++;
            }
        }

        return new(
            letters, upper, digits, ideographs, Math.Min(marks, 20), text.Length > 0 && char.IsLower(text[0]), text.Length > 0 && text[0] is '"' or '“' or '„' or '«' or '»' or '—' or '–' or '-' or '‘');
    }
}
