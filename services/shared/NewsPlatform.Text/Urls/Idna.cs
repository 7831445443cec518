using System.Globalization;
using System.Text;

namespace NewsPlatform.Text.Urls;

/// <summary>
/// "Domain to ASCII" of the WHATWG URL Standard, section 3.3: UTS #46 without transitional processing, with the rules on
/// joiners (RFC 5892, appendix A) and writing directions (RFC 5893), without those on hyphens and lengths.
/// </summary>
internal static class Idna
{
    private const string Prefix = "xn--";

    // Zero width non-joiner and joiner.
    private const int Zwnj = 0x200C;
    private const int Zwj = 0x200D;

    /// <summary>A name of ASCII letters is only made small, whatever its labels decode to: so does the standard, as such names exist.</summary>
    public static bool TryToAscii(string name, out string ascii)
    {
        if (System.Text.Ascii.IsValid(name))
        {
            ascii = name.ToLowerInvariant();
            return true;
        }

        ascii = "";
        if (Mapped(name) is not { } mapped)
        {
            return false;
        }

        var labels = mapped.Split('.');
        var points = new List<int>[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (Decoded(labels[i]) is not { } decoded)
            {
                return false;
            }

            points[i] = decoded;
        }

        if (Array.Exists(points, HasRightToLeft) && !Array.TrueForAll(points, IsOneDirection))
        {
            return false;
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (!System.Text.Ascii.IsValid(labels[i]))
            {
                if (Punycode.Encode(points[i]) is not { } encoded)
                {
                    return false;
                }

                labels[i] = Prefix + encoded;
            }
        }

        ascii = string.Join('.', labels);
        return ascii.Length > 0;
    }

    /// <summary>UTS #46 section 4, steps 1 and 2; null when a character is disallowed.</summary>
    private static string? Mapped(string name)
    {
        var table = IdnaTable.Instance;
        var mapped = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            switch (table[rune.Value].Status)
            {
                case IdnaStatus.Valid:
                    mapped.Append(rune.ToString());
                    break;
                case IdnaStatus.Mapped:
                    mapped.Append(table.MappingOf(rune.Value));
                    break;
                case IdnaStatus.Disallowed:
                    return null;
                default:
                    break; // ignored
            }
        }

        return mapped.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>UTS #46 section 4, step 4: the characters of a label, from punycode where it is that; null when they are not valid.</summary>
    private static List<int>? Decoded(string label)
    {
        if (!label.StartsWith(Prefix, StringComparison.Ordinal))
        {
            List<int> plain = [.. label.EnumerateRunes().Select(rune => rune.Value)];
            return IsValid(plain) ? plain : null;
        }

        return Punycode.Decode(label[Prefix.Length..]) is { Count: > 0 } decoded && decoded.Exists(point => point > 0x7F) && IsComposed(decoded) && IsValid(decoded)
            ? decoded
            : null;
    }

    private static bool IsComposed(List<int> points)
    {
        var text = string.Concat(points.Select(char.ConvertFromUtf32));
        return points.TrueForAll(point => Rune.IsValid(point) && CharUnicodeInfo.GetUnicodeCategory(point) != UnicodeCategory.OtherNotAssigned) && text.IsNormalized(NormalizationForm.FormC);
    }

    /// <summary>UTS #46 section 4.1, validity criteria.</summary>
    private static bool IsValid(List<int> points)
    {
        var table = IdnaTable.Instance;
        for (var i = 0; i < points.Count; i++)
        {
            var character = table[points[i]];
            if (character.Status != IdnaStatus.Valid || points[i] == '.' || (i == 0 && character.IsMark)
                || (points[i] is Zwnj or Zwj && !MayJoin(points, i)))
            {
                return false;
            }
        }

        // "xn--" again inside what was decoded from it.
        return points.Count < 4 || points[0] != 'x' || points[1] != 'n' || points[2] != '-' || points[3] != '-';
    }

    /// <summary>RFC 5892 appendix A.1 and A.2: behind a virama, and the non-joiner between letters that would join without it.</summary>
    private static bool MayJoin(List<int> points, int at)
    {
        var table = IdnaTable.Instance;
        if (at > 0 && table[points[at - 1]].IsVirama)
        {
            return true;
        }

        return points[at] == Zwnj && Neighbour(-1) is Joining.Left or Joining.Both && Neighbour(1) is Joining.Right or Joining.Both;

        Joining Neighbour(int step)
        {
            for (var i = at + step; i >= 0 && i < points.Count; i += step)
            {
                var joining = table[points[i]].Joining;
                if (joining != Joining.Through)
                {
                    return joining;
                }
            }

            return Joining.Other;
        }
    }

    private static bool HasRightToLeft(List<int> points) =>
        points.Exists(point => BidiOf(point) is BidiClass.R or BidiClass.AL or BidiClass.AN);

    /// <summary>RFC 5893 section 2, the six conditions; an empty label meets them.</summary>
    private static bool IsOneDirection(List<int> points)
    {
        if (points.Count == 0)
        {
            return true;
        }

        var first = BidiOf(points[0]);
        var last = BidiOf(points.FindLast(point => BidiOf(point) != BidiClass.NSM));
        var digits = BidiClass.Other;
        if (first == BidiClass.L)
        {
            return points.TrueForAll(point => BidiOf(point) is BidiClass.L or BidiClass.EN or BidiClass.Neutral or BidiClass.NSM)
                && last is BidiClass.L or BidiClass.EN;
        }

        if (first is not (BidiClass.R or BidiClass.AL) || last is not (BidiClass.R or BidiClass.AL or BidiClass.EN or BidiClass.AN))
        {
            return false;
        }

        foreach (var point in points)
        {
            var bidi = BidiOf(point);
            if (bidi is BidiClass.L or BidiClass.Other || (bidi is BidiClass.EN or BidiClass.AN && digits is not BidiClass.Other && digits != bidi))
            {
                return false;
            }

            digits = bidi is BidiClass.EN or BidiClass.AN ? bidi : digits;
        }

        return true;
    }

    private static BidiClass BidiOf(int point) => IdnaTable.Instance[point].Bidi;
}
