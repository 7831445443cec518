using System.Net.Http.Headers;
using NewsPlatform.Crawling.Dates;

namespace NewsPlatform.Crawling.Http;

/// <summary>How long an answer says that it stays as it is (RFC 9111 section 4.2.1).</summary>
public static class Freshness
{
    /// <summary>The max-age of Cache-Control, else the time until Expires; null when neither says anything.</summary>
    /// <param name="headers">The answer's header fields.</param>
    /// <param name="now">The present, for an answer without a date.</param>
    public static TimeSpan? Of(IEnumerable<KeyValuePair<string, string>> headers, DateTimeOffset now)
    {
        var fields = new List<string>();
        DateTimeOffset? expires = null;
        foreach (var (name, value) in headers)
        {
            if (name.Equals("Cache-Control", StringComparison.OrdinalIgnoreCase))
            {
                fields.Add(value);
            }
            else if (name.Equals("Expires", StringComparison.OrdinalIgnoreCase))
            {
                expires = WebDate.TryParse(value, out var date) ? date : expires;
            }
            else if (name.Equals("Date", StringComparison.OrdinalIgnoreCase))
            {
                // The server's own clock, by which Expires is meant.
                now = WebDate.TryParse(value, out var date) ? date : now;
            }
        }

        // Several fields are one list (RFC 9110 section 5.3); one that cannot be read must not spoil the others.
        var control = CacheControlHeaderValue.TryParse(string.Join(", ", fields.Where(field => CacheControlHeaderValue.TryParse(field, out _))), out var read) ? read : new CacheControlHeaderValue();
        return control.NoCache || control.NoStore ? null
            : control.MaxAge is { } age ? age
            : expires > now ? expires - now
            : null;
    }
}
