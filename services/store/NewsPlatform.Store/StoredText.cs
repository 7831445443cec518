namespace NewsPlatform.Store;

/// <summary>Text that a database takes.</summary>
internal static class StoredText
{
    /// <summary>Replaces what is no valid Unicode, and NUL, which PostgreSQL refuses in text; cuts to a length.</summary>
    public static string Clean(string text, int maxLength = int.MaxValue)
    {
        var length = Math.Min(text.Length, maxLength);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        if (IsClean(text.AsSpan(0, length)))
        {
            return length == text.Length ? text : text[..length];
        }

        return string.Create(length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                var c = source[i];
                if (char.IsHighSurrogate(c) && i + 1 < target.Length && char.IsLowSurrogate(source[i + 1]))
                {
                    target[i] = c;
                    target[++i] = source[i];
                }
                else
                {
                    target[i] = c == '\0' || char.IsSurrogate(c) ? '\uFFFD' : c;
                }
            }
        });
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
