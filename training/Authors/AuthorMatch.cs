using System.Globalization;
using System.Text;

namespace NewsPlatform.Training.Authors;

/// <summary>Tells whether two spellings of a name are of one person.</summary>
internal static class AuthorMatch
{
    /// <summary>The same words, or all words of the shorter in the longer where it has two.</summary>
    public static bool IsSame(string one, string other) => IsSame(Words(one), Words(other));

    private static bool IsSame(HashSet<string> one, HashSet<string> other) =>
        one.SetEquals(other) || string.Concat(one) == string.Concat(other) || (Math.Min(one.Count, other.Count) >= 2 && (one.IsSubsetOf(other) || other.IsSubsetOf(one)));

    private static HashSet<string> Words(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
            }
        }

        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
