using System.Text;
using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Comparison of short texts.</summary>
internal static class TitleMeasure
{
    /// <summary>Letters and digits in lower case.</summary>
    public static string Key(ReadOnlySpan<char> text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        return key.ToString();
    }

    /// <summary>Number of words.</summary>
    public static int Words(ReadOnlySpan<char> text) => TextMeasure.Words(text);

    /// <summary>Text with white space folded.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new TextBuffer();
        folded.AppendFolded(text, int.MaxValue);
        return folded.Text.Trim().ToString();
    }

    /// <summary>How far one text is the other, 0 to 1: the shared words over the words of the longer, or 1 when the shorter is contained and long.</summary>
    public static double Overlap(string a, string b)
    {
        var (left, right) = (Key(a), Key(b));
        if (left.Length == 0 || right.Length == 0)
        {
            return 0;
        }

        if (left == right)
        {
            return 1;
        }

        var (shorter, longer) = left.Length < right.Length ? (left, right) : (right, left);
        if (longer.Contains(shorter, StringComparison.Ordinal))
        {
            return Math.Max((double)shorter.Length / longer.Length, shorter.Length > 24 ? 0.9 : 0);
        }

        var words = new HashSet<string>(a.Split(' '), StringComparer.OrdinalIgnoreCase);
        var others = new HashSet<string>(b.Split(' '), StringComparer.OrdinalIgnoreCase);
        var larger = Math.Max(words.Count, others.Count);
        words.IntersectWith(others);
        return (double)words.Count / larger;
    }
}
