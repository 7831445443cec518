using System.Buffers;
using System.Globalization;

namespace NewsPlatform.Hosting.Configuration;

/// <summary>Reads and writes times as people write them in settings: <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
public static class DurationText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads a time. A bare number is seconds; <c>hh:mm:ss</c> is understood too.</summary>
    public static bool TryParse(string? text, out TimeSpan time)
    {
        time = default;
        var value = text.AsSpan().Trim();
        if (value.IsEmpty)
        {
            return false;
        }

        if (value.Contains(':'))
        {
            return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out time) && time >= TimeSpan.Zero;
        }

        var digits = value.IndexOfAnyExcept(NumberCharacters);
        var number = digits < 0 ? value : value[..digits];
        double? unit = (digits < 0 ? "s" : value[digits..].ToString()) switch
        {
            "ms" => 0.001,
            "s" => 1,
            "m" or "min" => 60,
            "h" => 3600,
            "d" => 86400,
            _ => null,
        };
        if (unit is not { } seconds
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count * seconds > TimeSpan.MaxValue.TotalSeconds / 2)
        {
            return false;
        }

        time = TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    /// <summary>Writes a time in its largest whole unit.</summary>
    public static string Format(TimeSpan time)
    {
        (double size, string unit)[] units = [(86400, "d"), (3600, "h"), (60, "m"), (1, "s")];
        foreach (var (size, unit) in units)
        {
            if (time.TotalSeconds >= size && time.TotalSeconds % size == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds / size}{unit}");
            }
        }

        return time == TimeSpan.Zero ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms");
    }
}
