using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace NewsPlatform.Text.Urls;

/// <summary>
/// An absolute http or https address in the one form in which the platform compares, stores and fetches it.
/// Two spellings of one page give equal values; <see cref="TryParse"/> of a <see cref="Value"/> gives it back unchanged.
/// </summary>
public sealed record PageUrl
{
    /// <summary>Longest normalised address, in characters. Longer ones are traps or carry data, not pages.</summary>
    public const int MaxLength = 2_048;

    /// <summary>Longest raw address looked at, in characters: tracking parameters may be long and are removed.</summary>
    public const int MaxRawLength = 16_384;

    private const int IdLength = 26;

    private PageUrl(string value, string host, string name)
    {
        Value = value;
        Host = host;
        HostName = name;
    }

    /// <summary>The normalised address, ASCII, without credentials, fragment and tracking parameters.</summary>
    public string Value { get; }

    /// <summary>The politeness key: the host in lower case, with ":port" where the port is not the scheme's own.</summary>
    public string Host { get; }

    /// <summary>The host in lower case, without a port.</summary>
    public string HostName { get; }

    /// <summary>The registrable domain ("example.co.uk"), or the host itself when it is an address or a public suffix.</summary>
    public string Site => RegistrableDomain.Of(HostName) ?? HostName;

    /// <summary>The stable id of the page: <see cref="IdOf"/> of <see cref="Value"/>.</summary>
    public string Id => IdOf(Value);

    /// <summary>
    /// Normalises an address as browsers read it (WHATWG URL Standard), then removes what does not name the page:
    /// credentials, fragment, tracking parameters, needless percent-encoding (RFC 3986 section 6.2.2).
    /// </summary>
    /// <param name="raw">The address as found; may be relative when <paramref name="baseUrl"/> is given.</param>
    /// <param name="baseUrl">Absolute http or https address that relative ones refer to.</param>
    /// <param name="url">The normalised address when the result is true.</param>
    /// <param name="reason">Why the address was refused; empty when the result is true.</param>
    public static bool TryParse(string? raw, Uri? baseUrl, [NotNullWhen(true)] out PageUrl? url, out string reason)
    {
        url = null;
        if (!WebAddress.TryParse(raw, baseUrl, out var address, out reason))
        {
            return false;
        }

        var path = PercentEncoding.Normalise(address.Path);
        var query = address.Query is null ? null : TrackingParameters.Remove(PercentEncoding.Normalise(address.Query));
        var value = address.Origin + path + (string.IsNullOrEmpty(query) ? "" : "?" + query);
        if (value.Length > MaxLength)
        {
            reason = $"the address has {value.Length} characters, the limit is {MaxLength}";
            return false;
        }

        // What System.Uri cannot hold, the fetcher could not request.
        if (!WebAddress.TryToUri(value, out _))
        {
            reason = $"the host '{address.Host}' is not a host name that can be requested";
            return false;
        }

        url = new PageUrl(value, HostOf(address), address.Host.TrimEnd('.'));
        return true;
    }

    /// <summary>The politeness key of an address, as in <see cref="Host"/>.</summary>
    /// <param name="url">Absolute http or https address.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string HostOf(Uri url) => WebAddress.TryParse(url.OriginalString, null, out var address, out var reason)
        ? HostOf(address)
        : throw new ArgumentException(reason, nameof(url));

    /// <summary>The stable id of a normalised address: the first 26 characters of its SHA-256 in lower-case base32 (RFC 4648).</summary>
    /// <param name="normalised">An address as in <see cref="Value"/>.</param>
    public static string IdOf(string normalised)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(normalised), hash);
        return Base32.LowerCase(hash)[..IdLength];
    }

    /// <summary>The address as a <see cref="Uri"/> that sends path and query exactly as written here.</summary>
    public Uri ToUri() => WebAddress.TryToUri(Value, out var uri) ? uri : throw new InvalidOperationException($"'{Value}' was not made by {nameof(TryParse)}");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string HostOf(WebAddress address)
    {
        var host = address.Host.TrimEnd('.');
        return address.Port is { } port ? $"{host}:{port}" : host;
    }
}
