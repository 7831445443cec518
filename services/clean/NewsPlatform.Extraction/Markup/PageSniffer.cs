using System.Text;
using System.Text.Json;

namespace NewsPlatform.Extraction.Markup;

/// <summary>Tells pages, plain text and binary content apart by their bytes; the declared type is only a hint.</summary>
internal static class PageSniffer
{
    /// <summary>Looks at the first bytes.</summary>
    public static PageKind BytesOf(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, 1024)];
        if (start.IndexOf("%PDF-"u8) is >= 0 and < 16)
        {
            return PageKind.Pdf;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return PageKind.Html;
        }

        if (IsKnownBinary(start))
        {
            return PageKind.Binary;
        }

        // https://mimesniff.spec.whatwg.org/#binary-data-byte; a few stray controls do not make a page binary.
        int controls = 0, zeros = 0;
        foreach (var value in start)
        {
            controls += value is <= 0x08 or 0x0B or (>= 0x0E and <= 0x1A) or (>= 0x1C and <= 0x1F) ? 1 : 0;
            zeros += value == 0 ? 1 : 0;
        }

        // Packed or random bytes are controls by a tenth, and have a "<" somewhere; text of two bytes a character is zeros by half.
        var isNoise = (controls - zeros) * 16 > start.Length;
        return start.Length > 0 && (isNoise || (controls * 10 > start.Length && start.IndexOf((byte)'<') is < 0 or > 256)) ? PageKind.Binary : PageKind.Html;
    }

    /// <summary>Whether text is nothing but white space and zeros.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c != '\0' && !char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether text has markup worth parsing.</summary>
    public static bool HasMarkup(ReadOnlySpan<char> text, string? contentType)
    {
        if (contentType is not null && contentType.TrimStart().StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
            && !text.TrimStart().StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // What stands behind the last ">" holds no tag; looking for one at every "<" would take quadratic time.
        var rest = text[..(text.LastIndexOf('>') + 1)];
        var tags = 0;
        while (tags < 2)
        {
            var at = rest.IndexOf('<');
            if (at < 0 || at + 1 >= rest.Length)
            {
                return tags > 0 && text.TrimStart().StartsWith('<');
            }

            rest = rest[(at + 1)..];
            if (char.IsAsciiLetter(rest[0]) || rest[0] is '!' or '/')
            {
                tags++;
            }
        }

        return true;
    }

    /// <summary>Whether the whole text is one JSON object or array; a page that only begins with a brace is none.</summary>
    public static bool IsJson(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length < 2 || !((trimmed[0] == '{' && trimmed[^1] == '}') || (trimmed[0] == '[' && trimmed[^1] == ']')))
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(trimmed.ToArray()), new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            while (reader.Read())
            {
                // Only whether it can be read to its end matters.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsKnownBinary(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || start.StartsWith("GIF8"u8) || start.StartsWith("PK\u0003\u0004"u8)
        || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || start.StartsWith("\u007fELF"u8) || start.StartsWith("RIFF"u8)
        || start.StartsWith("OggS"u8) || start.StartsWith("ID3"u8) || start.StartsWith("wOF2"u8) || start.StartsWith("wOFF"u8)
        || start.StartsWith("BZh"u8) || start.StartsWith("Rar!"u8) || start.StartsWith("7z"u8) && start.Length > 5 && start[2] == 0xBC;
}
