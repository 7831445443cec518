namespace NewsPlatform.Text.Language;

/// <summary>The features that languages are told apart by: hashes of the character 1- to 4-grams of lower-cased, padded words, and of whole words.</summary>
internal static class LanguageFeatures
{
    private const int MaxWord = 24;
    private const ulong WordSeed = 0x776F7264;

    /// <summary>Writes the features of <paramref name="text"/>, until it ends or the room does.</summary>
    /// <returns>The number written.</returns>
    public static int Extract(ReadOnlySpan<char> text, Span<uint> features)
    {
        Span<char> word = stackalloc char[MaxWord + 2];
        var written = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (!IsLetter(text[i]))
            {
                i++;
                continue;
            }

            word[0] = ' ';
            var length = 1;
            for (; i < text.Length && IsLetter(text[i]); i++)
            {
                if (length <= MaxWord)
                {
                    word[length++] = char.ToLowerInvariant(text[i]);
                }
            }

            word[length++] = ' ';
            var count = Word(word[..length], features[written..]);
            if (count < 0)
            {
                break;
            }

            written += count;
        }

        return written;
    }

    private static bool IsLetter(char c) => c < 0x80
        ? char.IsAsciiLetter(c)
        : char.IsLetter(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static int Word(ReadOnlySpan<char> word, Span<uint> features)
    {
        if (features.Length < word.Length * 4 + 1)
        {
            return -1;
        }

        var written = 0;
        for (var from = 0; from < word.Length; from++)
        {
            ulong gram = 0;
            for (var n = 0; n < 4 && from + n < word.Length; n++)
            {
                // Up to four UTF-16 units fit into 64 bits exactly.
                gram = (gram << 16) | word[from + n];
                if (n > 0 || word[from] != ' ')
                {
                    features[written++] = Fold(gram);
                }
            }
        }

        var whole = WordSeed;
        foreach (var c in word)
        {
            whole = (whole ^ c) * 1099511628211UL;
        }

        features[written++] = Fold(whole);
        return written;
    }

    private static uint Fold(ulong value) => (uint)(ShingleReader.Mix(value) >> 32);
}
