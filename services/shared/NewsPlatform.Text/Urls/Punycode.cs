using System.Text;

namespace NewsPlatform.Text.Urls;

/// <summary>Labels as punycode (RFC 3492), without the prefix "xn--".</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int MaxLabelLength = 256;

    /// <summary>RFC 3492 section 6.2; null when the text is no punycode.</summary>
    public static List<int>? Decode(string encoded)
    {
        // What is not ASCII is no punycode; halves of surrogate pairs would come out of it as characters.
        if (encoded.Length is 0 or > MaxLabelLength || !System.Text.Ascii.IsValid(encoded))
        {
            return null;
        }

        var points = new List<int>();
        var delimiter = encoded.LastIndexOf('-');
        for (var i = 0; i < delimiter; i++)
        {
            points.Add(encoded[i]);
        }

        long n = 128;
        long index = 0;
        var bias = 72;
        for (var at = delimiter > 0 ? delimiter + 1 : 0; at < encoded.Length;)
        {
            var before = index;
            long weight = 1;
            for (var k = Base; ; k += Base)
            {
                var digit = at < encoded.Length ? Digit(encoded[at++]) : -1;
                if (digit < 0 || index > int.MaxValue)
                {
                    return null;
                }

                index += digit * weight;
                var threshold = Math.Clamp(k - bias, TMin, TMax);
                if (digit < threshold)
                {
                    break;
                }

                weight *= Base - threshold;
                if (weight > int.MaxValue)
                {
                    return null;
                }
            }

            var count = points.Count + 1;
            bias = Adapt(index - before, count, before == 0);
            n += index / count;
            index %= count;
            if (n is > 0x10FFFF or >= 0xD800 and <= 0xDFFF)
            {
                return null;
            }

            points.Insert((int)index, (int)n);
            index++;
        }

        return points;
    }

    /// <summary>RFC 3492 section 6.3; null when the label is too long to be one.</summary>
    public static string? Encode(List<int> points)
    {
        if (points.Count > MaxLabelLength)
        {
            return null; // the work grows with the square of the length
        }

        var encoded = new StringBuilder();
        foreach (var point in points)
        {
            if (point < 0x80)
            {
                encoded.Append((char)point);
            }
        }

        var basic = encoded.Length;
        var handled = basic;
        if (basic > 0)
        {
            encoded.Append('-');
        }

        var n = 128;
        long delta = 0;
        var bias = 72;
        while (handled < points.Count)
        {
            var next = int.MaxValue;
            foreach (var point in points)
            {
                next = point >= n ? Math.Min(next, point) : next;
            }

            delta += (long)(next - n) * (handled + 1);
            n = next;
            foreach (var point in points)
            {
                if (point < n)
                {
                    delta++;
                }
                else if (point == n)
                {
                    Append(encoded, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            n++;
        }

        return encoded.ToString();
    }

    private static void Append(StringBuilder encoded, long delta, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (delta < threshold)
            {
                encoded.Append(Letter((int)delta));
                return;
            }

            encoded.Append(Letter(threshold + (int)((delta - threshold) % (Base - threshold))));
            delta = (delta - threshold) / (Base - threshold);
        }
    }

    private static char Letter(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int Adapt(long delta, int count, bool first)
    {
        delta = first ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        while (delta > (Base - TMin) * TMax / 2)
        {
            delta /= Base - TMin;
            k += Base;
        }

        return k + (int)((Base - TMin + 1) * delta / (delta + Skew));
    }

    private static int Digit(char c) => char.IsAsciiLetter(c) ? (c | 0x20) - 'a' : char.IsAsciiDigit(c) ? c - '0' + 26 : -1;
}
