using System.Text;

namespace NewsPlatform.Text.Urls;

/// <summary>Percent-encoding of paths and queries.</summary>
internal static class PercentEncoding
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>
    /// RFC 3986 sections 6.2.2.1 and 6.2.2.2: hexadecimal digits in upper case, unreserved characters decoded.
    /// Text that is not a valid escape stays as it is.
    /// </summary>
    public static string Normalise(string text)
    {
        var first = text.IndexOf('%', StringComparison.Ordinal);
        if (first < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        result.Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] != '%' || !TryByte(text, i, out var value))
            {
                result.Append(text[i]);
                continue;
            }

            if (IsUnreserved((char)value))
            {
                result.Append((char)value);
            }
            else
            {
                AppendByte(result, value);
            }

            i += 2;
        }

        return result.ToString();
    }

    /// <summary>Encodes as the WHATWG URL Standard does: UTF-8, every character outside printable ASCII or in <paramref name="also"/>.</summary>
    public static string Encode(ReadOnlySpan<char> text, string also)
    {
        var result = new StringBuilder(text.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value is > 0x20 and < 0x7F && !also.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                result.Append((char)rune.Value);
                continue;
            }

            var length = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..length])
            {
                AppendByte(result, b);
            }
        }

        return result.ToString();
    }

    /// <summary>Decodes every valid escape, and reads the bytes as UTF-8.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var source = Encoding.UTF8.GetBytes(text);
        var target = new byte[source.Length];
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && i + 2 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                target[length++] = (byte)((Value((char)source[i + 1]) << 4) | Value((char)source[i + 2]));
                i += 2;
            }
            else
            {
                target[length++] = source[i];
            }
        }

        return Encoding.UTF8.GetString(target, 0, length);
    }

    public static bool TryByte(string text, int at, out byte value)
    {
        value = 0;
        if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
        {
            return false;
        }

        value = (byte)((Value(text[at + 1]) << 4) | Value(text[at + 2]));
        return true;
    }

    public static void AppendByte(StringBuilder target, byte value) => target.Append('%').Append(Hex[value >> 4]).Append(Hex[value & 15]);

    /// <summary>RFC 3986 section 2.3.</summary>
    public static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    private static int Value(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
