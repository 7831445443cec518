namespace NewsPlatform.Cli.Offline;

/// <summary>Addresses of saved pages.</summary>
internal static class PageAddress
{
    /// <summary>Stands for an address that nobody gave; relative links lead to it. RFC 2606: .invalid never resolves.</summary>
    public static Uri Unknown { get; } = new("http://page.invalid/");

    /// <summary>Reads an address, with or without its scheme.</summary>
    public static Uri Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Unknown;
        }

        var full = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(full, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : Unknown;
    }

    /// <summary>The address, or null where it is only the stand-in.</summary>
    public static string? Known(Uri url) => url.Host == Unknown.Host ? null : url.AbsoluteUri;
}
