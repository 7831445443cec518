using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NewsPlatform.Extraction.Body;

/// <summary>Counts over a text that stand for how much it says.</summary>
internal static class TextMeasure
{
    /// <summary>Length with ideographs counted three times, and the number of characters that end or divide sentences.</summary>
    public static (int Length, int Punctuation) Of(string text)
    {
        int length = text.Length, punctuation = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // Eight at a time as long as they are letters and blanks that count as one each.
            while (i + Vector128<ushort>.Count <= text.Length && Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text.GetPinnableReference())), (uint)i) is var next
                && !Vector128.LessThanAny(next - Vector128.Create((ushort)'!'), Vector128.Create((ushort)('@' - '!'))) && Vector128.LessThanAll(next, Vector128.Create((ushort)0x0600)))
            {
                i += Vector128<ushort>.Count;
            }

            if (i == text.Length)
            {
                break;
            }

            var c = text[i];
            if (c is '.' or ',' or ';' or '!' or '?' or ':')
            {
                punctuation += i + 1 == text.Length || text[i + 1] is ' ' or '"' or '”' or '\'' or '’' or '»' or '“' ? 1 : 0;
            }
            else if (c >= '\u0600')
            {
                if (c is '。' or '，' or '、' or '！' or '？' or '；' or '।' or '،' or '؛' or '؟')
                {
                    punctuation++;
                }
                else if (IsIdeograph(c))
                {
                    length += 2;
                }
            }
        }

        return (length, punctuation);
    }

    /// <summary>Words; an ideograph, Kana or Thai character counts as one.</summary>
    public static int Words(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inside = false;
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                var isPart = char.IsAsciiLetterOrDigit(c) || (inside && c == '\'');
                words += isPart && !inside ? 1 : 0;
                inside = isPart;
            }
            else if (IsIdeograph(c) || c is >= '\u0E00' and <= '\u0E7F')
            {
                words++;
                inside = false;
            }
            else if (c >= '\u0300' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                // A vowel sign belongs to its letter.
                continue;
            }
            else if (char.IsLetterOrDigit(c) || (inside && c == '’'))
            {
                words += inside ? 0 : 1;
                inside = true;
            }
            else
            {
                inside = false;
            }
        }

        return words;
    }

    /// <summary>Whether a text ends as a sentence does, closing quotes and brackets aside.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(" \"'”’»“)]\u00a0");
        return text.Length > 0 && text[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '।' or '؟' or ':' or '۔';
    }

    private static bool IsIdeograph(char c) => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');
}
