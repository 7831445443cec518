using System.Globalization;
using System.Text;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Search;

/// <summary>
/// Splits text into the words that are indexed and asked for, the same for both databases: letters and digits in lower
/// case, without the accents of Latin, Greek and Cyrillic letters and the vowel points of Arabic and Hebrew. Scripts that do not put
/// spaces between words (Chinese, Japanese, Thai ...) and Korean, whose words carry endings, become pairs of neighbouring
/// characters, as in Lucene's CJK analyzer; the last character of such a run stands once more alone, so that single
/// characters are found by prefix.
/// </summary>
internal static class SearchText
{
    /// <summary>Longest word kept, in characters; the rest of a longer one is cut off here and in queries alike.</summary>
    public const int MaxWordLength = 64;

    private static readonly Dictionary<char, char> Plain = PlainLetters();

    /// <summary>Splits a text.</summary>
    /// <param name="text">Any text; what is no valid Unicode separates words.</param>
    /// <param name="maxWords">Words after which the rest is left out.</param>
    public static List<SearchWord> Split(string text, int maxWords)
    {
        var words = new List<SearchWord>(Math.Min(maxWords, (text.Length / 6) + 1));

        // The last character may be two UTF-16 units.
        Span<char> word = stackalloc char[MaxWordLength + 1];
        var length = 0;
        var previous = default(Rune);
        var run = 0;
        foreach (var original in Normalised(text).EnumerateRunes())
        {
            if (words.Count >= maxWords)
            {
                return words;
            }

            var rune = Fold(original);
            if (rune == default)
            {
                continue;
            }

            var unspaced = IsUnspaced(rune);
            if (run > 0 && !unspaced)
            {
                words.Add(new SearchWord(previous.ToString(), run));
                run = 0;
            }

            if (unspaced)
            {
                Flush(words, word, ref length);
                if (run > 0)
                {
                    words.Add(new SearchWord($"{previous}{rune}"));
                }

                previous = rune;
                run++;
            }
            else if (IsWordRune(rune))
            {
                if (length < MaxWordLength)
                {
                    length += rune.EncodeToUtf16(word[length..]);
                }
            }
            else
            {
                Flush(words, word, ref length);
            }
        }

        Flush(words, word, ref length);
        if (run > 0)
        {
            words.Add(new SearchWord(previous.ToString(), run));
        }

        return words;
    }

    private static void Flush(List<SearchWord> words, ReadOnlySpan<char> word, ref int length)
    {
        if (length > 0)
        {
            words.Add(new SearchWord(new string(word[..length])));
            length = 0;
        }
    }

    // Full-width Latin, half-width Katakana, ligatures: NFKC makes them the letters that people type.
    private static string Normalised(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var valid = StoredText.Clean(text);
        return valid.IsNormalized(NormalizationForm.FormKC) ? valid : valid.Normalize(NormalizationForm.FormKC);
    }

    private static bool IsWordRune(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    // Default: leave the character out without ending the word.
    private static Rune Fold(Rune rune)
    {
        var value = rune.Value;
        if (value < 0x80)
        {
            return value is >= 'A' and <= 'Z' ? new Rune(value | 0x20) : value == 0 ? new Rune(' ') : rune;
        }

        if (value is 0xAD or 0x640 or 0x670 or (>= 0x300 and <= 0x36F) or (>= 0x591 and <= 0x5C7) or (>= 0x64B and <= 0x65F)
            or (>= 0x200B and <= 0x200F) or 0x2060 or 0xFEFF)
        {
            return default;
        }

        return value <= 0x1FFF && Plain.TryGetValue((char)value, out var plain) ? new Rune(plain) : Rune.ToLowerInvariant(rune);
    }

    private static bool IsUnspaced(Rune rune) => rune.Value is
        >= 0x0E00 and (
            (<= 0x0EFF) // Thai, Lao
            or (>= 0x1000 and <= 0x11FF) // Burmese, Hangul letters
            or (>= 0x1780 and <= 0x17FF) // Khmer
            or (>= 0x3005 and <= 0x3007) // iteration mark, ideographic zero
            or (>= 0x3041 and <= 0x3096) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FE) // Kana
            or (>= 0x31F0 and <= 0x31FF)
            or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) // Han
            or (>= 0xAC00 and <= 0xD7A3) // Hangul syllables
            or (>= 0x20000 and <= 0x3FFFF));

    private static Dictionary<char, char> PlainLetters()
    {
        var plain = new Dictionary<char, char>();
        foreach (var (first, last) in new[] { ('\u00C0', '\u024F'), ('\u0370', '\u045F'), ('\u1E00', '\u1FFF') })
        {
            for (var letter = first; letter <= last; letter++)
            {
                if (char.IsLetter(letter))
                {
                    var bare = char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]);
                    if (bare != letter)
                    {
                        plain[letter] = bare;
                    }
                }
            }
        }

        // A letter of its own in Russian, not an accented one.
        plain['\u0439'] = '\u0439';
        plain['\u0419'] = '\u0439';
        return plain;
    }
}

/// <summary>A word as it is indexed.</summary>
/// <param name="Text">Letters, marks and digits only.</param>
/// <param name="EndsRunOf">For the single character that ends a run of characters without spaces, the run's length; else 0.</param>
internal readonly record struct SearchWord(string Text, int EndsRunOf = 0);
