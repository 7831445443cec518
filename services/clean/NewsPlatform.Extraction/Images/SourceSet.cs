using System.Globalization;

namespace NewsPlatform.Extraction.Images;

/// <summary>The addresses of a <c>srcset</c> (HTML, 4.8.4.2.1), whose addresses may hold commas and whose commas may lack a blank.</summary>
internal static class SourceSet
{
    private const int MaxLength = 16_000;

    /// <summary>The widest candidate and its width or density; null and -1 when there is none.</summary>
    public static (string? Url, double Size) Largest(string? text)
    {
        (string? Url, double Size) best = (null, -1);
        if (text is null || text.Length > MaxLength)
        {
            return best;
        }

        var rest = text.AsSpan();
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n\f,");
            if (rest.IsEmpty)
            {
                return best;
            }

            var end = rest.IndexOfAny(" \t\r\n\f");
            var url = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[end..];
            double size = 0;
            if (url[^1] == ',')
            {
                url = url.TrimEnd(',');
            }
            else
            {
                var comma = rest.IndexOf(',');
                var descriptor = (comma < 0 ? rest : rest[..comma]).Trim();
                rest = comma < 0 ? [] : rest[(comma + 1)..];
                descriptor = descriptor.IndexOf(' ') is var space and > 0 ? descriptor[..space] : descriptor;
                size = descriptor.Length > 1 && double.TryParse(descriptor[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            }

            if (size > best.Size && !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            {
                best = (url.ToString(), size);
            }
        }
    }
}
