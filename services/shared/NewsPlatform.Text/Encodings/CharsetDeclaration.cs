using System.Buffers;
using System.Text;

namespace NewsPlatform.Text.Encodings;

/// <summary>Finds the encoding that a page declares about itself.</summary>
internal static class CharsetDeclaration
{
    // The standard reads 1,024 bytes; pages with long head comments declare later, and browsers reload when they meet it.
    private const int MaxPrefixBytes = 16 * 1024;

    private static readonly SearchValues<char> LabelEnd = SearchValues.Create(" ;,\t\r\n");

    /// <summary>The label in a <c>Content-Type</c> value, or empty.</summary>
    public static ReadOnlySpan<char> FromContentType(ReadOnlySpan<char> value)
    {
        var at = 0;
        while (at < value.Length)
        {
            var found = value[at..].IndexOf("charset", StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return [];
            }

            var rest = value[(at + found + 7)..].TrimStart();
            if (rest.StartsWith('='))
            {
                rest = rest[1..].TrimStart();
                if (rest.Length > 0 && rest[0] is '"' or '\'')
                {
                    var end = rest[1..].IndexOf(rest[0]);
                    return end < 0 ? [] : rest.Slice(1, end);
                }

                var stop = rest.IndexOfAny(LabelEnd);
                return stop < 0 ? rest : rest[..stop];
            }

            at += found + 7;
        }

        return [];
    }

    /// <summary>The first known label in the page's first bytes: <c>meta charset</c>, <c>meta http-equiv</c> or an XML declaration.</summary>
    public static string? FromMarkup(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MaxPrefixBytes)]).AsSpan();
        if (text.StartsWith("<?xml", StringComparison.Ordinal))
        {
            var end = text.IndexOf("?>", StringComparison.Ordinal);
            var declared = end < 0 ? default : Attribute(text[5..end], "encoding");
            if (declared.Length > 0)
            {
                return declared.ToString();
            }
        }

        while (true)
        {
            var open = text.IndexOf('<');
            if (open < 0)
            {
                return null;
            }

            text = text[open..];
            if (text.StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = text[2..].IndexOf("-->", StringComparison.Ordinal);
                if (end < 0)
                {
                    return null;
                }

                text = text[(end + 5)..];
                continue;
            }

            if (text.Length > 6 && text[..5].Equals("<meta", StringComparison.OrdinalIgnoreCase) && (char.IsWhiteSpace(text[5]) || text[5] == '/'))
            {
                var label = FromMeta(TagBody(text[5..]));
                if (WhatwgEncodings.Find(label) is not null)
                {
                    return label.ToString();
                }
            }

            // "<meta" inside another tag's value is none.
            var tag = text.Length > 1 && (char.IsAsciiLetter(text[1]) || text[1] == '/') ? TagBody(text[1..]) : [];
            text = text[(1 + tag.Length)..];
        }
    }

    private static ReadOnlySpan<char> FromMeta(ReadOnlySpan<char> attributes)
    {
        var label = Attribute(attributes, "charset");
        if (label.Length > 0)
        {
            return label;
        }

        return Attribute(attributes, "http-equiv").Equals("content-type", StringComparison.OrdinalIgnoreCase)
            ? FromContentType(Attribute(attributes, "content"))
            : [];
    }

    private static ReadOnlySpan<char> TagBody(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != 0)
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '"' or '\'' && text[..i].TrimEnd().EndsWith('='))
            {
                quote = text[i];
            }
            else if (text[i] == '>')
            {
                return text[..i];
            }
        }

        // A tag that does not end in the prefix declares nothing.
        return [];
    }

    private static ReadOnlySpan<char> Attribute(ReadOnlySpan<char> attributes, string name)
    {
        var i = 0;
        while (i < attributes.Length)
        {
            while (i < attributes.Length && (char.IsWhiteSpace(attributes[i]) || attributes[i] is '/' or '"' or '\''))
            {
                i++;
            }

            var start = i;
            while (i < attributes.Length && attributes[i] != '=' && attributes[i] != '/' && !char.IsWhiteSpace(attributes[i]))
            {
                i++;
            }

            var key = attributes[start..i];
            while (i < attributes.Length && char.IsWhiteSpace(attributes[i]))
            {
                i++;
            }

            if (i >= attributes.Length || attributes[i] != '=')
            {
                i = key.Length == 0 ? i + 1 : i;
                continue;
            }

            i++;
            while (i < attributes.Length && char.IsWhiteSpace(attributes[i]))
            {
                i++;
            }

            ReadOnlySpan<char> value;
            if (i < attributes.Length && attributes[i] is '"' or '\'')
            {
                var end = attributes[(i + 1)..].IndexOf(attributes[i]);
                value = end < 0 ? attributes[(i + 1)..] : attributes.Slice(i + 1, end);
                i += value.Length + 2;
            }
            else
            {
                start = i;
                while (i < attributes.Length && !char.IsWhiteSpace(attributes[i]))
                {
                    i++;
                }

                value = attributes[start..Math.Min(i, attributes.Length)];
            }

            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return [];
    }
}
