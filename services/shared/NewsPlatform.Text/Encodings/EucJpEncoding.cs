using System.Text;

namespace NewsPlatform.Text.Encodings;

/// <summary>
/// EUC-JP as browsers decode it (https://encoding.spec.whatwg.org/#euc-jp-decoder): with the three bytes of JIS X 0212, which the code
/// page 51932 does not know, and with U+FFFD for what is no character, where it has a katakana dot. The characters themselves are those
/// of the code pages.
/// </summary>
internal sealed class EucJpEncoding : Encoding
{
    private const int First = 0xA1;
    private const int Cells = 94;
    private const char Unknown = '\uFFFD';
    private const char Dot = '\u30FB';

    // Rows of the standard; the code page has characters of its own beyond.
    private const int Rows0212 = 0xED - First + 1;

    private static readonly Encoding Page = CodePagesEncodingProvider.Instance.GetEncoding(51932)!;
    private static readonly Lazy<char[]> Jis0208 = new(() => Table(Page, Cells, trailMask: 0xFF, dot: Pointer(0xA1, 0xA6)));
    private static readonly Lazy<char[]> Jis0212 = new(() =>
    {
        // 20932 has these characters as two bytes, the second without its highest bit.
        var table = Table(CodePagesEncodingProvider.Instance.GetEncoding(20932)!, Rows0212, trailMask: 0x7F, dot: -1);
        table[Pointer(0xA2, 0xB7)] = '\uFF5E';
        table[Pointer(0xA2, 0xF1)] = '\u2116';
        return table;
    });

    public static EucJpEncoding Instance { get; } = new();

    public override string WebName => "euc-jp";

    public override int CodePage => Page.CodePage;

    public override int GetByteCount(char[] chars, int index, int count) => Page.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => Page.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => Page.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    public override int GetCharCount(byte[] bytes, int index, int count) => GetCharCount(bytes.AsSpan(index, count));

    public override int GetCharCount(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            Next(ref bytes);
            count++;
        }

        return count;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            chars[count++] = Next(ref bytes);
        }

        return count;
    }

    // One character, or one that stands for bytes that are none; a byte of ASCII is never among those.
    private static char Next(ref ReadOnlySpan<byte> bytes)
    {
        var lead = bytes[0];
        bytes = bytes[1..];
        if (lead < 0x80)
        {
            return (char)lead;
        }

        if ((lead is not (0x8E or 0x8F) && !IsCell(lead)) || bytes.IsEmpty)
        {
            return Unknown;
        }

        if (lead == 0x8E && bytes[0] is >= First and <= 0xDF and var kana)
        {
            bytes = bytes[1..];
            return (char)(0xFF61 - First + kana);
        }

        var is0212 = lead == 0x8F && IsCell(bytes[0]);
        if (is0212)
        {
            lead = bytes[0];
            bytes = bytes[1..];
            if (bytes.IsEmpty)
            {
                return Unknown;
            }
        }

        var trail = bytes[0];
        bytes = trail < 0x80 ? bytes : bytes[1..];
        if (!IsCell(lead) || !IsCell(trail))
        {
            return Unknown;
        }

        var table = (is0212 ? Jis0212 : Jis0208).Value;
        return Pointer(lead, trail) is var pointer && pointer < table.Length ? table[pointer] : Unknown;
    }

    private static bool IsCell(byte value) => value is >= First and <= 0xFE;

    private static int Pointer(int lead, int trail) => ((lead - First) * Cells) + trail - First;

    // What the code page does not have, it decodes as the dot.
    private static char[] Table(Encoding page, int rows, int trailMask, int dot)
    {
        var table = new char[rows * Cells];
        Span<char> found = stackalloc char[4];
        for (var i = 0; i < table.Length; i++)
        {
            var count = page.GetChars([(byte)(First + (i / Cells)), (byte)((First + (i % Cells)) & trailMask)], found);
            table[i] = count == 1 && (found[0] != Dot || i == dot) ? found[0] : Unknown;
        }

        return table;
    }
}
