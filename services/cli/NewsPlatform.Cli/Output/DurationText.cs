using System.Globalization;

namespace NewsPlatform.Cli.Output;

/// <summary>Times as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>; a bare number is seconds.</summary>
internal static class DurationText
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
        {
            digits--;
        }

        var unit = digits == text.Length ? 1 : Array.Find(Units, known => known.Unit == text[digits..]).Seconds;
        if (unit == 0
            || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count * unit > TimeSpan.FromDays(3650).TotalSeconds)
        {
            return false;
        }

        time = TimeSpan.FromSeconds(count * unit);
        return true;
    }

    public static string Format(TimeSpan time)
    {
        for (var index = Units.Length - 1; index > 0; index--)
        {
            var count = time.TotalSeconds / Units[index].Seconds;
            if (count >= 1 && count == Math.Floor(count))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count}{Units[index].Unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms");
    }
}
