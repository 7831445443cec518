namespace NewsPlatform.Cli.Client;

/// <summary>Where the servers are: one address, or several where fetch and store run apart.</summary>
internal static class ServerAddresses
{
    /// <summary>The standalone host on this machine.</summary>
    public const string Default = "http://127.0.0.1:8081";

    /// <summary>Reads addresses joined by commas; an address without scheme is plaintext.</summary>
    /// <returns>The addresses, or the part that is none.</returns>
    public static (IReadOnlyList<Uri> Addresses, string? Wrong) Parse(string text)
    {
        var addresses = new List<Uri>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var full = part.Contains("://", StringComparison.Ordinal) ? part : "http://" + part;
            if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            {
                return ([], part);
            }

            addresses.Add(address);
        }

        return addresses.Count == 0 ? ([], text) : (addresses, null);
    }
}
