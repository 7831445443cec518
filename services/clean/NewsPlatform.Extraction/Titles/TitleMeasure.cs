using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Comparison of short texts.</summary>
internal static class TitleMeasure
{
    // Titles are shorter: neither their keys nor their words need a place elsewhere than on the stack.
    private const int MaxShort = 256;
    private const int MaxFewWords = 32;

    /// <summary>Letters and digits in lower case.</summary>
    public static string Key(ReadOnlySpan<char> text)
    {
        var key = text.Length <= MaxShort ? stackalloc char[text.Length] : new char[text.Length];
        return key[..Key(text, key)].ToString();
    }

    /// <summary>Number of words.</summary>
    public static int Words(ReadOnlySpan<char> text) => TextMeasure.Words(text);

    /// <summary>Text with white space folded.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new TextBuffer(text.Length);
        folded.AppendFolded(text, int.MaxValue);
        return folded.Text.Trim().ToString();
    }

    /// <summary>How far one text is the other, 0 to 1: the shared words over the words of the longer, or 1 when the shorter is contained and long.</summary>
    public static double Overlap(string a, string b)
    {
        var left = a.Length <= MaxShort ? stackalloc char[a.Length] : new char[a.Length];
        var right = b.Length <= MaxShort ? stackalloc char[b.Length] : new char[b.Length];
        left = left[..Key(a, left)];
        right = right[..Key(b, right)];
        if (left.IsEmpty || right.IsEmpty)
        {
            return 0;
        }

        if (left.SequenceEqual(right))
        {
            return 1;
        }

        var shorter = left.Length < right.Length ? left : right;
        var longer = left.Length < right.Length ? right : left;
        if (longer.IndexOf(shorter) >= 0)
        {
            return Math.Max((double)shorter.Length / longer.Length, shorter.Length > 24 ? 0.9 : 0);
        }

        var (shared, most) = Words(a, b);
        return (double)shared / most;
    }

    private static int Key(ReadOnlySpan<char> text, Span<char> key)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                key[length++] = char.ToLowerInvariant(c);
            }
        }

        return length;
    }

    /// <summary>How many different words two texts share, in any case of letters, and how many the one has that has more.</summary>
    private static (int Shared, int Most) Words(string a, string b)
    {
        Span<Range> ofA = stackalloc Range[MaxFewWords + 1];
        Span<Range> ofB = stackalloc Range[MaxFewWords + 1];
        ofA = ofA[..a.AsSpan().Split(ofA, ' ')];
        ofB = ofB[..b.AsSpan().Split(ofB, ' ')];
        if (ofA.Length > MaxFewWords || ofB.Length > MaxFewWords)
        {
            var words = new HashSet<string>(a.Split(' '), StringComparer.OrdinalIgnoreCase);
            var others = new HashSet<string>(b.Split(' '), StringComparer.OrdinalIgnoreCase);
            var most = Math.Max(words.Count, others.Count);
            words.IntersectWith(others);
            return (words.Count, most);
        }

        // A few words are compared sooner than put into sets.
        var (shared, countA, countB) = (0, 0, 0);
        for (var i = 0; i < ofA.Length; i++)
        {
            if (!Has(a, ofA[..i], a.AsSpan(ofA[i])))
            {
                countA++;
                shared += Has(b, ofB, a.AsSpan(ofA[i])) ? 1 : 0;
            }
        }

        for (var i = 0; i < ofB.Length; i++)
        {
            countB += Has(b, ofB[..i], b.AsSpan(ofB[i])) ? 0 : 1;
        }

        return (shared, Math.Max(countA, countB));
    }

    private static bool Has(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, ReadOnlySpan<char> word)
    {
        foreach (var range in words)
        {
            if (text[range].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
