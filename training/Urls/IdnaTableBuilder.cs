using System.Globalization;
using System.Text.RegularExpressions;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Training.Urls;

/// <summary>Puts together what UTS #46 needs of each character, as ranges: mapping, marks, viramas, joining types, bidirectional classes.</summary>
internal static partial class IdnaTableBuilder
{
    private const int Characters = 0x110000;

    /// <summary>Lines <c>first-character traits [mapping]</c>, numbers in hexadecimal; a line holds up to the next.</summary>
    public static IEnumerable<string> Build(string source)
    {
        var statuses = new IdnaStatus[Characters];
        var mappings = new string?[Characters];
        var (marks, viramas) = (new bool[Characters], new bool[Characters]);
        var joinings = new Joining[Characters];
        var bidi = new BidiClass[Characters];
        ReadMapping(Path.Combine(source, "uts46data.py"), statuses, mappings);
        ReadCharacters(Path.Combine(source, "UnicodeData.txt"), marks, viramas);
        ReadRanges(Path.Combine(source, "extracted", "DerivedJoiningType.txt"), (point, value) => joinings[point] = JoiningOf(value));
        ReadRanges(Path.Combine(source, "extracted", "DerivedBidiClass.txt"), (point, value) => bidi[point] = BidiOf(value));
        var (lastBits, lastMapping) = (-1, (string?)null);
        for (var point = 0; point < Characters; point++)
        {
            var bits = new IdnaCharacter(statuses[point], marks[point], viramas[point], joinings[point], bidi[point]).Bits;
            if (bits != lastBits || !string.Equals(mappings[point], lastMapping, StringComparison.Ordinal))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{point:x}\t{bits:x}{(mappings[point] is { } mapping ? "\t" + mapping : "")}");
            }

            (lastBits, lastMapping) = (bits, mappings[point]);
        }
    }

    private static void ReadMapping(string file, IdnaStatus[] statuses, string?[] mappings)
    {
        var entries = MappingEntry().Matches(File.ReadAllText(file));
        for (var i = 0; i < entries.Count; i++)
        {
            var first = int.Parse(entries[i].Groups["first"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var end = i + 1 < entries.Count ? int.Parse(entries[i + 1].Groups["first"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : Characters;
            var mapping = entries[i].Groups["mapping"] is { Success: true } text ? text.Value.Replace("\\\\", "\\", StringComparison.Ordinal) : null;
            var status = entries[i].Groups["status"].Value switch
            {
                "V" or "D" => IdnaStatus.Valid, // a deviation is valid where transitional processing is off
                "M" => IdnaStatus.Mapped,
                "I" => IdnaStatus.Ignored,
                _ => IdnaStatus.Disallowed,
            };
            for (var point = first; point < end; point++)
            {
                (statuses[point], mappings[point]) = (status, status == IdnaStatus.Mapped ? mapping : null);
            }
        }
    }

    private static void ReadCharacters(string file, bool[] marks, bool[] viramas)
    {
        var first = 0;
        foreach (var line in File.ReadLines(file))
        {
            var fields = line.Split(';');
            var last = int.Parse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            for (var point = fields[1].EndsWith(", Last>", StringComparison.Ordinal) ? first : last; point <= last; point++)
            {
                (marks[point], viramas[point]) = (fields[2][0] == 'M', fields[3] is "9");
            }

            first = last;
        }
    }

    /// <summary>A file of the Unicode Character Database; its "@missing" lines come first and are overwritten by what follows.</summary>
    private static void ReadRanges(string file, Action<int, string> take)
    {
        foreach (var line in File.ReadLines(file))
        {
            if (RangeLine().Match(line) is not { Success: true } range)
            {
                continue;
            }

            var first = int.Parse(range.Groups["first"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var last = range.Groups["last"] is { Success: true } end ? int.Parse(end.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : first;
            for (; first <= last; first++)
            {
                take(first, range.Groups["value"].Value);
            }
        }
    }

    private static Joining JoiningOf(string type) => type switch
    {
        "L" => Joining.Left,
        "R" => Joining.Right,
        "D" => Joining.Both,
        "T" => Joining.Through,
        _ => Joining.Other,
    };

    private static BidiClass BidiOf(string name) => name switch
    {
        "L" or "Left_To_Right" => BidiClass.L,
        "R" or "Right_To_Left" => BidiClass.R,
        "AL" or "Arabic_Letter" => BidiClass.AL,
        "AN" => BidiClass.AN,
        "EN" => BidiClass.EN,
        "ES" or "CS" or "ET" or "European_Terminator" or "ON" or "BN" => BidiClass.Neutral,
        "NSM" => BidiClass.NSM,
        _ => BidiClass.Other,
    };

    [GeneratedRegex("""\(0x(?<first>[0-9A-F]+), "(?<status>[A-Z0-9])"(, "(?<mapping>(\\\\|[^"])*)")?\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex MappingEntry();

    [GeneratedRegex(@"^(# @missing: )?(?<first>[0-9A-F]{4,6})(\.\.(?<last>[0-9A-F]{4,6}))?\s*;\s*(?<value>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex RangeLine();
}
