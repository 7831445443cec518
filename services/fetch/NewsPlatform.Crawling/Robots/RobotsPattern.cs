using System.Text;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.Robots;

/// <summary>
/// Comparison of paths with rules (RFC 9309 section 2.2.2 and 2.2.3). Both sides are brought to one form first:
/// octets outside ASCII and the special characters percent-encoded, escaped unreserved characters decoded. After
/// that a "*" in a pattern is always the wildcard, and a "$" at its end always the anchor.
/// </summary>
internal static class RobotsPattern
{
    private const int MaxPathLength = 16_384;

    public static string NormalisePath(string path)
    {
        var end = path.IndexOf('#', StringComparison.Ordinal);
        path = end < 0 ? path : path[..end];
        path = path.Length > MaxPathLength ? path[..MaxPathLength] : path;
        if (path.Length == 0 || path[0] != '/')
        {
            path = "/" + path;
        }

        return Normalise(path, isPattern: false);
    }

    public static string NormalisePattern(string pattern) => Normalise(pattern, isPattern: true);

    /// <summary>
    /// True when the pattern matches from the start of the path. Leftmost placing of each literal part is enough,
    /// because parts are placed in order and only the last may be anchored: no backtracking.
    /// </summary>
    public static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var rest = anchored ? pattern.AsSpan(0, pattern.Length - 1) : pattern.AsSpan();
        var text = path.AsSpan();
        var star = rest.IndexOf('*');
        if (star < 0)
        {
            return anchored ? text.SequenceEqual(rest) : text.StartsWith(rest, StringComparison.Ordinal);
        }

        if (!text.StartsWith(rest[..star], StringComparison.Ordinal))
        {
            return false;
        }

        text = text[star..];
        rest = rest[(star + 1)..];
        while ((star = rest.IndexOf('*')) >= 0)
        {
            var at = text.IndexOf(rest[..star], StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + star)..];
            rest = rest[(star + 1)..];
        }

        return anchored ? text.EndsWith(rest, StringComparison.Ordinal) : text.IndexOf(rest, StringComparison.Ordinal) >= 0;
    }

    private static string Normalise(string text, bool isPattern)
    {
        var result = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%' && PercentEncoding.TryByte(text, i, out var value))
            {
                if (PercentEncoding.IsUnreserved((char)value))
                {
                    result.Append((char)value);
                }
                else
                {
                    PercentEncoding.AppendByte(result, value);
                }

                i += 2;
            }
            else if (c == '*' && isPattern)
            {
                // A run of wildcards is one.
                if (result.Length == 0 || result[^1] != '*')
                {
                    result.Append(c);
                }
            }
            else if (c == '$' && isPattern && i == text.Length - 1)
            {
                result.Append(c);
            }
            else if (c is '*' or '$' || c <= ' ' || c == 0x7F)
            {
                PercentEncoding.AppendByte(result, (byte)c);
            }
            else if (c < 0x7F)
            {
                result.Append(c);
            }
            else
            {
                if (!Rune.TryGetRuneAt(text, i, out var rune))
                {
                    rune = Rune.ReplacementChar;
                }

                var length = rune.EncodeToUtf8(utf8);
                foreach (var b in utf8[..length])
                {
                    PercentEncoding.AppendByte(result, b);
                }

                i += rune.Utf16SequenceLength - 1;
            }
        }

        return result.ToString();
    }
}
