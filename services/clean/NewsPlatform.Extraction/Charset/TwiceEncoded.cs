using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NewsPlatform.Extraction.Charset;

/// <summary>
/// Undoes UTF-8 that a program on the way took for Latin-1 and encoded again: each character of several bytes became as many. Such a text has
/// no character beyond Latin-1, and all its characters beyond ASCII together are UTF-8; by chance no text is that.
/// </summary>
internal static class TwiceEncoded
{
    /// <summary>Whether it is worth a try: there are control characters that no text has, and none beyond Latin-1.</summary>
    public static bool MayBe(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\u0080', '\u009F') && !text.ContainsAnyInRange('\u0100', '\uFFFF');

    /// <summary>Undoes it in place, if it was done.</summary>
    /// <param name="text">A whole page.</param>
    /// <returns>The length of the text now.</returns>
    public static int Undo(Span<char> text)
    {
        if (!MayBe(text))
        {
            return text.Length;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var once = bytes.AsSpan(0, Encoding.Latin1.GetBytes(text, bytes));
            if (!Utf8.IsValid(once))
            {
                return text.Length;
            }

            // A byte order mark was encoded again as everything else was.
            return Encoding.UTF8.GetChars(once.StartsWith(Encoding.UTF8.Preamble) ? once[Encoding.UTF8.Preamble.Length..] : once, text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
