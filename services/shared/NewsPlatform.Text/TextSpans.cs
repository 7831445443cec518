namespace NewsPlatform.Text;

/// <summary>
/// Maps offsets of one text between UTF-16 units (how .NET indexes) and Unicode code points (how annotations count, so that
/// any language reads them alike). An unpaired surrogate counts as one code point. Building is linear in the text, a text without
/// surrogate pairs costs nothing more; each mapping is a binary search over the pairs.
/// </summary>
public sealed class TextSpans
{
    // UTF-16 offsets of the second half of each surrogate pair, ascending.
    private readonly int[] _lowHalves;

    /// <summary>Prepares the map of <paramref name="text"/>.</summary>
    public TextSpans(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        _lowHalves = LowHalves(text);
    }

    /// <summary>The text that the offsets belong to.</summary>
    public string Text { get; }

    /// <summary>Length of the text in code points.</summary>
    public int CodePoints => Text.Length - _lowHalves.Length;

    /// <summary>The code point offset of a UTF-16 offset; an offset within a pair maps to the code point after it.</summary>
    /// <param name="utf16">0 to the text's length.</param>
    public int ToCodePoint(int utf16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(utf16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(utf16, Text.Length);
        return utf16 - LowHalvesBefore(utf16);
    }

    /// <summary>The UTF-16 offset of a code point offset.</summary>
    /// <param name="codePoint">0 to <see cref="CodePoints"/>.</param>
    public int ToUtf16(int codePoint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(codePoint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(codePoint, CodePoints);
        // The k-th low half sits at code point offset low[k] - k: count how many lie at or before the wanted one.
        int from = 0, to = _lowHalves.Length;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (_lowHalves[middle] - middle <= codePoint)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return codePoint + from;
    }

    /// <summary>The part of the text between two code point offsets, end exclusive.</summary>
    public string Slice(int start, int end) => Text[ToUtf16(start)..ToUtf16(end)];

    private int LowHalvesBefore(int utf16)
    {
        int from = 0, to = _lowHalves.Length;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (_lowHalves[middle] < utf16)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    private static int[] LowHalves(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF');
        if (first < 0)
        {
            return [];
        }

        var found = new List<int>();
        for (var i = first; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                found.Add(++i);
            }
        }

        return [.. found];
    }
}
