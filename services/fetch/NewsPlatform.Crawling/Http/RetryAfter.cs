using System.Globalization;
using NewsPlatform.Crawling.Dates;

namespace NewsPlatform.Crawling.Http;

/// <summary>The Retry-After header (RFC 9110 section 10.2.3): seconds or a date.</summary>
public static class RetryAfter
{
    /// <summary>Longest wait that is taken from a server.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromHours(24);

    /// <summary>Reads whole seconds, or a date of any format. Null when absent or unreadable; clamped to 0 and 24 hours.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">The present, for dates.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value) || value.Length > WebDate.MaxLength)
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Clamp(seconds);
        }

        return WebDate.TryParse(value, out var date) ? Clamp((date - now).TotalSeconds) : null;
    }

    private static TimeSpan Clamp(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Max.TotalSeconds));
}
