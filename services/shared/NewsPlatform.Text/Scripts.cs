namespace NewsPlatform.Text;

/// <summary>Finds the script of characters.</summary>
public static class Scripts
{
    /// <summary>Number of values of <see cref="Script"/>.</summary>
    public const int Count = (int)Script.Han + 1;

    // First character of each block and its script; letters only, checked by Of.
    private static readonly (char First, Script Script)[] Blocks =
    [
        ('\u0000', Script.Latin), ('\u0370', Script.Greek), ('\u0400', Script.Cyrillic), ('\u0530', Script.Armenian),
        ('\u0590', Script.Hebrew), ('\u0600', Script.Arabic), ('\u0700', Script.Other), ('\u0750', Script.Arabic),
        ('\u0780', Script.Other), ('\u08A0', Script.Arabic), ('\u0900', Script.Devanagari), ('\u0980', Script.Bengali),
        ('\u0A00', Script.Gurmukhi), ('\u0A80', Script.Gujarati), ('\u0B00', Script.Other), ('\u0B80', Script.Tamil),
        ('\u0C00', Script.Telugu), ('\u0C80', Script.Kannada), ('\u0D00', Script.Malayalam), ('\u0D80', Script.Sinhala),
        ('\u0E00', Script.Thai), ('\u0E80', Script.Lao), ('\u0F00', Script.Other), ('\u1000', Script.Burmese),
        ('\u10A0', Script.Georgian), ('\u1100', Script.Hangul), ('\u1200', Script.Ethiopic), ('\u13A0', Script.Other),
        ('\u1780', Script.Khmer), ('\u1800', Script.Other), ('\u1C80', Script.Cyrillic), ('\u1C90', Script.Georgian),
        ('\u1CC0', Script.Other), ('\u1D00', Script.Latin), ('\u1F00', Script.Greek), ('\u2000', Script.Other),
        ('\u2C60', Script.Latin), ('\u2C80', Script.Other), ('\u2D00', Script.Georgian), ('\u2D30', Script.Other),
        ('\u2D80', Script.Ethiopic), ('\u2DE0', Script.Cyrillic), ('\u2E00', Script.Other), ('\u2E80', Script.Han),
        ('\u3040', Script.Kana), ('\u3100', Script.Han), ('\u3130', Script.Hangul), ('\u3190', Script.Han),
        ('\u31F0', Script.Kana), ('\u3200', Script.Other), ('\u3400', Script.Han), ('\uA000', Script.Other),
        ('\uA640', Script.Cyrillic), ('\uA6A0', Script.Other), ('\uA720', Script.Latin), ('\uA800', Script.Other),
        ('\uA8E0', Script.Devanagari), ('\uA900', Script.Other), ('\uAC00', Script.Hangul), ('\uD7B0', Script.Other),
        ('\uF900', Script.Han), ('\uFB00', Script.Latin), ('\uFB13', Script.Armenian), ('\uFB1D', Script.Hebrew),
        ('\uFB50', Script.Arabic), ('\uFE00', Script.Other), ('\uFE70', Script.Arabic), ('\uFF00', Script.Latin),
        ('\uFF66', Script.Kana), ('\uFFA0', Script.Hangul), ('\uFFE0', Script.Other),
    ];

    /// <summary>The script of a letter; <see cref="Script.None"/> for anything but letters, <see cref="Script.Other"/> for surrogates.</summary>
    public static Script Of(char c)
    {
        if (c < 0x80)
        {
            return char.IsAsciiLetter(c) ? Script.Latin : Script.None;
        }

        if (char.IsSurrogate(c))
        {
            return Script.Other;
        }

        return char.IsLetter(c) || c == '々' ? BlockOf(c) : Script.None;
    }

    /// <summary>Whether words of the script are written without spaces between them.</summary>
    public static bool IsUnspaced(Script script) =>
        script is Script.Han or Script.Kana or Script.Thai or Script.Lao or Script.Khmer or Script.Burmese;

    private static Script BlockOf(char c)
    {
        int from = 0, to = Blocks.Length;
        while (to - from > 1)
        {
            var middle = (from + to) >>> 1;
            if (Blocks[middle].First <= c)
            {
                from = middle;
            }
            else
            {
                to = middle;
            }
        }

        return Blocks[from].Script;
    }
}
