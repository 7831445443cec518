using System.Globalization;
using System.Text;

namespace NewsPlatform.Text.Urls;

/// <summary>Checks labels that already are punycode (RFC 3492), which the framework judges by the Unicode version it was built with.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int MaxLabelLength = 256;

    /// <summary>
    /// True when the text after "xn--" decodes, and to something that a name may hold: validity criteria of UTS #46
    /// section 4.1 as far as the framework's character data tells them.
    /// </summary>
    public static bool IsValid(string encoded) =>
        Decode(encoded) is { Count: > 0 } points && HoldsNonAscii(points) && IsNameText(points);

    private static bool HoldsNonAscii(List<int> points) => points.Exists(point => point > 0x7F);

    private static bool IsNameText(List<int> points)
    {
        var text = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            var rune = new Rune(points[i]);
            var category = Rune.GetUnicodeCategory(rune);
            var mark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            if ((i == 0 && mark) || category is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.UppercaseLetter
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }

            text.Append(rune.ToString());
        }

        return text.ToString().IsNormalized(NormalizationForm.FormC);
    }

    /// <summary>RFC 3492 section 6.2; null when the text is no punycode.</summary>
    private static List<int>? Decode(string encoded)
    {
        if (encoded.Length is 0 or > MaxLabelLength)
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
