using System.Globalization;
using System.Text;

namespace NewsPlatform.Text;

/// <summary>Texts from the web made safe for a terminal.</summary>
public static class Printable
{
    /// <summary>
    /// Without control characters (a title could carry escape sequences that rewrite the screen) and without characters
    /// that turn the direction of what follows; white space of any kind becomes a blank.
    /// </summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder? cleaned = null;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var blank = character is '\t' or '\n' or '\r' or '\u2028' or '\u2029' or '\v' or '\f';
            var drop = !blank && (char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
                || (char.IsSurrogate(character) && !IsPaired(text, index)));
            if (!blank && !drop)
            {
                cleaned?.Append(character);
                continue;
            }

            cleaned ??= new StringBuilder(text, 0, index, text.Length);
            if (blank)
            {
                cleaned.Append(' ');
            }
        }

        return cleaned?.ToString() ?? text;
    }

    /// <summary>The paragraphs of a text, each safe as a line.</summary>
    public static IEnumerable<string> Paragraphs(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Line);

    /// <summary>A number for people.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static bool IsPaired(string text, int index) => char.IsHighSurrogate(text[index])
        ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
        : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
