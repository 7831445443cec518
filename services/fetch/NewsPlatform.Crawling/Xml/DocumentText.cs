using System.Text;
using NewsPlatform.Text.Encodings;

namespace NewsPlatform.Crawling.Xml;

/// <summary>
/// Bytes of a feed or sitemap to text: byte order mark, then the charset of the Content-Type header (RFC 7303
/// section 3), then the XML declaration, then UTF-8, and Windows-1252 when it is not UTF-8.
/// </summary>
internal static class DocumentText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        // UTF-32, with a mark or seen by the zeros around "<".
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, (byte)'<']))
        {
            return new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(bytes[(bytes[2] == 0xFE ? 4 : 0)..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[(byte)'<', 0, 0, 0]))
        {
            return Encoding.UTF32.GetString(bytes);
        }

        if (bytes.Length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        if (bytes.Length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
        {
            return bytes.Length >= 4 && bytes[2] == 0 && bytes[3] == 0 ? Encoding.UTF32.GetString(bytes[4..]) : Encoding.Unicode.GetString(bytes[2..]);
        }

        // UTF-16 without a mark shows by the zeros around "<".
        if (bytes.Length >= 4 && bytes[0] == 0 && bytes[1] == '<')
        {
            return Encoding.BigEndianUnicode.GetString(bytes);
        }

        if (bytes.Length >= 4 && bytes[0] == '<' && bytes[1] == 0)
        {
            return Encoding.Unicode.GetString(bytes);
        }

        var valid = TryUtf8(bytes, out var utf8);
        var header = Find(CharsetDeclaration.FromContentType(contentType));
        var declared = Find(DeclaredIn(bytes));
        foreach (var claimed in (ReadOnlySpan<Encoding?>)[header, declared])
        {
            if (claimed is null || (claimed.CodePage == Encoding.UTF8.CodePage && !valid))
            {
                continue; // a claim that the bytes disprove
            }

            return claimed.CodePage == Encoding.UTF8.CodePage ? utf8 : claimed.GetString(bytes);
        }

        if (valid)
        {
            return utf8;
        }

        // Claimed UTF-8 with a few broken characters is UTF-8; unclaimed is most likely Windows-1252.
        return header is not null || declared is not null ? Encoding.UTF8.GetString(bytes) : Find("windows-1252")!.GetString(bytes);
    }

    private static bool TryUtf8(ReadOnlySpan<byte> bytes, out string text)
    {
        text = System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : "";
        return text.Length > 0 || bytes.IsEmpty;
    }

    // What can be read up to its claim is in no encoding of two or four bytes (HTML, "prescan", step "utf-16").
    private static Encoding? Find(ReadOnlySpan<char> label) => WhatwgEncodings.Find(label) is not { } found ? null
        : found.Name.StartsWith("utf-", StringComparison.Ordinal) ? Encoding.UTF8
        : found.Encoding;

    private static string? DeclaredIn(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1_024)]);
        var start = head.IndexOf("<?xml", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var end = head.IndexOf("?>", start, StringComparison.Ordinal);
        var declaration = end < 0 ? head[start..] : head[start..end];
        var at = declaration.IndexOf("encoding", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = declaration[(at + 8)..].TrimStart().TrimStart('=').TrimStart();
        if (value.Length < 2 || value[0] is not ('"' or '\''))
        {
            return null;
        }

        var quote = value.IndexOf(value[0], 1);
        return quote < 0 ? null : value[1..quote];
    }
}
