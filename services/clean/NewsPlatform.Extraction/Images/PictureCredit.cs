using System.Buffers;
using System.Text.RegularExpressions;

namespace NewsPlatform.Extraction.Images;

/// <summary>Parts a picture's credit from its caption.</summary>
internal static partial class PictureCredit
{
    // Every form of Marked() has one of these.
    private static readonly SearchValues<char> Signs = SearchValues.Create("©(:：사");
    private static readonly SearchValues<string> Words = SearchValues.Create(["photo", "foto", "mage by"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits a caption such as "The harbour. Photo: Ann Lee/Reuters".</summary>
    public static (string? Caption, string? Credit) Split(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, null);
        }

        // Most captions have no credit, and reading them from behind for each of its forms takes long.
        if ((text.AsSpan().ContainsAny(Signs) || text.AsSpan().ContainsAny(Words)) && Marked().Match(text) is { Success: true } match)
        {
            var caption = text[..match.Index].Trim(' ', '|', '(', '[', '-', '–', '·');
            var credit = match.Groups["who"].Value.Trim(' ', '|', ')', ']', '.');
            return (caption.Length > 0 ? caption : null, credit.Length > 0 ? credit : null);
        }

        return (text, null);
    }

    /// <summary>Whether a class attribute names a credit.</summary>
    public static bool IsCreditName(string names) =>
        names.Contains("credit", StringComparison.OrdinalIgnoreCase) || names.Contains("copyright", StringComparison.OrdinalIgnoreCase) || names.Contains("photographer", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(\(|\[|\||\s|^)(©|\(c\)|photo(graph)?( by|:| credit:?)|image( by|:| credit:)|picture:|credit:|foto:|bild:|quelle:|crédit( photo)? ?:|photo :|foto de|crédito:|写真[:：]|фото:|fotografía:|foto :|تصوير:|फ़ोटो:|फोटो:|摄影[:：]|사진[:=])\s*(?<who>.{2,120})$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex Marked();
}
