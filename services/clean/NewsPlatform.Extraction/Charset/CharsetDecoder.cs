using System.Buffers;
using System.Text;
using System.Text.Unicode;
using NewsPlatform.Text.Encodings;
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
    private const int WideSampleBytes = 1024;

    /// <summary>Decodes a page. Bytes that the encoding does not have become U+FFFD; never throws.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="contentType">The <c>Content-Type</c> header, or null.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var choice = Choose(bytes, contentType);
        var text = choice.Encoding.GetString(bytes[choice.Mark..]);
        if (TwiceEncoded.MayBe(text))
        {
            var mended = text.ToCharArray();
            text = new string(mended, 0, TwiceEncoded.Undo(mended));
        }

        return new(text, choice.Name, choice.Source);
    }

    /// <summary>The same into a rented array: a page's text is by far the largest thing that reading it needs.</summary>
    internal static RentedText DecodeRented(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var (name, encoding, source, mark) = Choose(bytes, contentType);
        bytes = bytes[mark..];
        // Of UTF-8 it is known without looking how many characters there are at most, and that is hardly more than there are.
        var room = encoding is UTF8Encoding ? encoding.GetMaxCharCount(bytes.Length) : encoding.GetCharCount(bytes);
        var text = ArrayPool<char>.Shared.Rent(room);
        var length = encoding.GetChars(bytes, text);
        return new(text, TwiceEncoded.Undo(text.AsSpan(0, length)), name, source);
    }

    private static Choice Choose(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new("utf-8", Encoding.UTF8, CharsetSource.ByteOrderMark, 3);
        }

        if (Wide(bytes) is { } wide)
        {
            return wide;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new("utf-16le", Encoding.Unicode, CharsetSource.ByteOrderMark, 2);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new("utf-16be", Encoding.BigEndianUnicode, CharsetSource.ByteOrderMark, 2);
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
            return new(known.Name, known.Encoding, source);
        }

        if (Ascii.IsValid(bytes))
        {
            var (ascii, plain) = Escaped(bytes) ?? declared ?? WhatwgEncodings.Find("windows-1252")!.Value;
            return new(ascii, plain, CharsetSource.Fallback);
        }

        if (validUtf8)
        {
            return new("utf-8", Encoding.UTF8, CharsetSource.Detection);
        }

        if (Detect(bytes) is { } detected)
        {
            return new(detected.Name, detected.Encoding, CharsetSource.Detection);
        }

        if (RareEncodings.Find(Sample(bytes)) is { } rare)
        {
            return new(rare.Name, rare.Encoding, CharsetSource.Detection);
        }

        var (name, encoding) = declared ?? WhatwgEncodings.Find("windows-1252")!.Value;
        return new(name, encoding, CharsetSource.Fallback);
    }

    /// <summary>Text of two or four bytes a character, by its mark or by the zeros that Latin text leaves in it.</summary>
    private static Choice? Wide(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            var little = WhatwgEncodings.Find(bytes[0] == 0xFF ? "utf-32le" : "utf-32be")!.Value;
            return new Choice(little.Name, little.Encoding, CharsetSource.ByteOrderMark, 4);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return null; // UTF-16 that says so
        }

        Span<int> zeros = stackalloc int[4];
        var sample = bytes[..Math.Min(bytes.Length & ~3, WideSampleBytes)];
        for (var i = 0; i < sample.Length; i++)
        {
            zeros[i & 3] += sample[i] == 0 ? 1 : 0;
        }

        // Three quarters of the characters in one block of 256.
        var many = sample.Length / 4 * 3 / 4;
        var name = many == 0 ? null
            : zeros[3] >= many && zeros[2] >= many && zeros[0] < many ? "utf-32le"
            : zeros[0] >= many && zeros[1] >= many && zeros[3] < many ? "utf-32be"
            : zeros[1] >= many && zeros[3] >= many && zeros[0] < many ? "utf-16le"
            : zeros[0] >= many && zeros[2] >= many && zeros[1] < many ? "utf-16be"
            : null;
        return name is not null && WhatwgEncodings.Find(name) is { } found ? new Choice(found.Name, found.Encoding, CharsetSource.Detection) : null;
    }

    /// <summary>Encodings that write everything in ASCII and switch sets by escape sequences (ISO 2022, RFC 1468, RFC 1557, RFC 1843).</summary>
    private static (string Name, Encoding Encoding)? Escaped(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0 ? WhatwgEncodings.Find("iso-2022-jp")
        : bytes.IndexOf("\u001B$)C"u8) >= 0 ? WhatwgEncodings.Find("iso-2022-kr")
        : bytes.IndexOf("~{"u8) >= 0 && bytes.IndexOf("~}"u8) > bytes.IndexOf("~{"u8) ? WhatwgEncodings.Find("hz-gb-2312")
        : null;

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

        return !validUtf8 && IsHardlyUtf8(bytes);
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

    /// <summary>
    /// Whether bytes that are called UTF-8 are of another encoding: these have hardly a sequence that is right by chance (one in seven in
    /// the worst, Chinese). A page that has some right ones and a few stray bytes is UTF-8 with faults.
    /// </summary>
    private static bool IsHardlyUtf8(ReadOnlySpan<byte> bytes)
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
            if (Rune.DecodeFromUtf8(bytes, out _, out var consumed) == OperationStatus.Done)
            {
                good++;
            }
            else
            {
                bad++;
                // Half a character beyond the first 65,536, written as if it were one (CESU-8), is one fault and not three.
                consumed = bytes is [0xED, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..] ? 3 : consumed;
            }

            bytes = bytes[Math.Max(1, consumed)..];
        }

        return good == 0 ? bad > 0 : bad > 3 && bad > 2.3 * good;
    }

    private static (string Name, Encoding Encoding)? Detect(ReadOnlySpan<byte> bytes)
    {
        var sample = Sample(bytes);
        var best = CharsetDetector.DetectFromBytes(sample).Detected;
        if (best?.EncodingName is not { } name || best.Confidence <= 0.4f || WhatwgEncodings.Find(name) is not { } found)
        {
            return null;
        }

        return found.Name switch
        {
            "windows-1253" when IsIsoGreek(bytes) => WhatwgEncodings.Find("iso-8859-7"),
            "ibm850" when IsTurkish(bytes) => WhatwgEncodings.Find("ibm857"),
            _ => found,
        };
    }

    /// <summary>The two Greek sets differ in the capital alpha with tonos, which is a paragraph sign in the other: never before a small letter.</summary>
    private static bool IsIsoGreek(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)0xB6); at >= 0 && at + 1 < bytes.Length; at = bytes.IndexOf((byte)0xB6))
        {
            if (bytes[at + 1] is >= 0xE1 and <= 0xFE)
            {
                return true;
            }

            bytes = bytes[(at + 1)..];
        }

        return false;
    }

    /// <summary>The Turkish set has letters where its Western mother has a function sign, an ordinal sign and a grave i: these stand between letters in no language.</summary>
    private static bool IsTurkish(ReadOnlySpan<byte> bytes)
    {
        const int Enough = 3;
        var found = 0;
        for (var i = 1; i + 1 < bytes.Length && found < Enough; i++)
        {
            found += bytes[i] is 0x8D or 0x9F or 0xA7 && char.IsAsciiLetter((char)bytes[i - 1]) && char.IsAsciiLetter((char)bytes[i + 1]) ? 1 : 0;
        }

        return found >= Enough;
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

    /// <summary>The encoding of a page, and how many bytes its byte order mark has.</summary>
    private readonly record struct Choice(string Name, Encoding Encoding, CharsetSource Source, int Mark = 0);
}
