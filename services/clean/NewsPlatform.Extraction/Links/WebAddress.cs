namespace NewsPlatform.Extraction.Links;

/// <summary>Addresses that may leave the extractor: http and https only.</summary>
internal static class WebAddress
{
    private const int MaxLength = 4000;

    /// <summary>Whether a reference looks as if it led to another page of the web: a quick answer where <see cref="Resolve"/> has the last word.</summary>
    public static bool IsReference(ReadOnlySpan<char> reference)
    {
        reference = reference.Trim();
        if (reference.IsEmpty || reference[0] == '#')
        {
            return false;
        }

        // A colon before any slash ends a scheme.
        var end = reference.IndexOfAny(":/?#");
        return end < 0 || reference[end] != ':' || reference.StartsWith("http", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The absolute address of a reference, or null when it is none of the web's.</summary>
    public static Uri? Resolve(Uri page, string? reference)
    {
        if (string.IsNullOrWhiteSpace(reference) || reference.Length > MaxLength)
        {
            return null;
        }

        reference = reference.Trim();
        if (reference.StartsWith('#') || !Uri.TryCreate(page, reference, out var url) || !url.IsAbsoluteUri)
        {
            return null;
        }

        return (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0 ? url : null;
    }
}
