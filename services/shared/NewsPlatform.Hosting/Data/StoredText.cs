using System.Text;

namespace NewsPlatform.Hosting.Data;

/// <summary>Text from the web as every database, and JSON, takes it.</summary>
public static class StoredText
{
    /// <summary>
    /// Replaces what is no valid Unicode, and NUL, which PostgreSQL refuses in text, by U+FFFD; cuts to
    /// <paramref name="maxLength"/> UTF-16 units, never within a character.
    /// </summary>
    public static string Clean(string? text, int maxLength = int.MaxValue)
    {
        text ??= "";
        if (text.Length <= maxLength && !text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        // A lone surrogate is enumerated as U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
