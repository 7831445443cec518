namespace NewsPlatform.Text.Urls;

/// <summary>Base32 of RFC 4648 section 6, without padding.</summary>
internal static class Base32
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz234567";

    public static string LowerCase(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        var at = 0;
        var bits = 0;
        var held = 0;
        foreach (var b in bytes)
        {
            held = (held << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[at++] = Lower[(held >> bits) & 31];
            }

            held &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text[at] = Lower[(held << (5 - bits)) & 31];
        }

        return new string(text);
    }

    public static string UpperCase(ReadOnlySpan<byte> bytes) => LowerCase(bytes).ToUpperInvariant();
}
