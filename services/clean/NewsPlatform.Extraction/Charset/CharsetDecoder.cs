using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace NewsPlatform.Extraction.Charset;

/// <summary>
/// Turns a page's bytes into text: byte order mark, then header, then the page's own declaration, then the bytes themselves
/// (the order of https://html.spec.whatwg.org/#determining-the-character-encoding). A declaration that the bytes contradict is not
/// believed: archives re-encode pages and leave the old <c>meta</c> in place.
/// </summary>
public static class CharsetDecoder
{
    private const int DetectionBytes = 64 * 1024;

    /// <summary>Decodes a page. Bytes that the encoding does not have become U+FFFD; never throws.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="contentType">The <c>Content-Type</c> header, or null.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new(Encoding.UTF8.GetString(bytes[3..]), "utf-8", CharsetSource.ByteOrderMark);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new(Encoding.Unicode.GetString(bytes[2..]), "utf-16le", CharsetSource.ByteOrderMark);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new(Encoding.BigEndianUnicode.GetString(bytes[2..]), "utf-16be", CharsetSource.ByteOrderMark);
        }

        var validUtf8 = Utf8.IsValid(bytes);
        var source = CharsetSource.Header;
        var declared = contentType is null ? null : WhatwgEncodings.Find(CharsetDeclaration.FromContentType(contentType));
        if (declared is null)
        {
            source = CharsetSource.Declaration;
            declared = CharsetDeclaration.FromMarkup(bytes) is { } label ? WhatwgEncodings.Find(label) : null;

            // A meta element that can be read as ASCII cannot be in UTF-16 (HTML, "prescan", step "utf-16").
            declared = declared is { Name: "utf-16le" or "utf-16be" } ? ("utf-8", Encoding.UTF8) : declared;
        }

        if (declared is { } known && !Contradicted(known.Name, bytes, validUtf8))
        {
            return new(known.Encoding.GetString(bytes), known.Name, source);
        }

        if (validUtf8)
        {
            return new(Encoding.UTF8.GetString(bytes), "utf-8", CharsetSource.Detection);
        }

        if (Detect(bytes) is { } detected)
        {
            return new(detected.Encoding.GetString(bytes), detected.Name, CharsetSource.Detection);
        }

        var (name, encoding) = declared ?? ("windows-1252", WhatwgEncodings.Get(1252));
        return new(encoding.GetString(bytes), name, CharsetSource.Fallback);
    }

    private static bool Contradicted(string name, ReadOnlySpan<byte> bytes, bool validUtf8)
    {
        if (name is "utf-16le" or "utf-16be" or "iso-2022-jp")
        {
            return name != "iso-2022-jp" && bytes.IndexOf((byte)0) < 0;
        }

        if (name != "utf-8")
        {
            // Text of another encoding is hardly ever valid UTF-8 by chance once it has a few sequences.
            return validUtf8 && Multibyte(bytes) >= 6;
        }

        return !validUtf8 && InvalidShare(bytes) > 0.1;
    }

    private static int Multibyte(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            count += value >= 0xC0 ? 1 : 0;
        }

        return count;
    }

    private static double InvalidShare(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
            {
                break;
            }

            bytes = bytes[ascii..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                good++;
            }
            else
            {
                bad++;
            }

            bytes = bytes[Math.Max(1, consumed)..];
        }

        return bad == 0 ? 0 : (double)bad / (good + bad);
    }

    private static (string Name, Encoding Encoding)? Detect(ReadOnlySpan<byte> bytes)
    {
        var sample = Sample(bytes);
        var best = CharsetDetector.DetectFromBytes(sample).Detected;
        return best?.EncodingName is { } name && best.Confidence > 0.4f ? WhatwgEncodings.Find(name) : null;
    }

    /// <summary>The part of the page that tells most: from a little before the first byte outside ASCII.</summary>
    private static byte[] Sample(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= DetectionBytes)
        {
            return bytes.ToArray();
        }

        var first = Math.Max(0, bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) - 256);
        return bytes.Slice(first, Math.Min(DetectionBytes, bytes.Length - first)).ToArray();
    }
}
