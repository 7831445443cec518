using System.Security.Cryptography;
using System.Text;

namespace NewsPlatform.Crawling.WebSub;

/// <summary>Signatures of pushed content (W3C WebSub, section 8).</summary>
public static class HubSignature
{
    /// <summary>The header field that carries it.</summary>
    public const string Header = "X-Hub-Signature";

    private const int MaxLength = 200;

    private static readonly Dictionary<string, HashAlgorithmName> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        // Most hubs use it still; as a keyed hash (HMAC) it is not broken.
        ["sha1"] = HashAlgorithmName.SHA1,
        ["sha256"] = HashAlgorithmName.SHA256,
        ["sha384"] = HashAlgorithmName.SHA384,
        ["sha512"] = HashAlgorithmName.SHA512,
    };

    /// <summary>Checks a signature in constant time.</summary>
    /// <param name="header">The field's value, "method=hexadecimal"; null when there is none.</param>
    /// <param name="secret">The secret that the hub was given.</param>
    /// <param name="body">The body as it was sent.</param>
    /// <returns>Whether the hub sent it. What is not signed is not from the hub, for it was given a secret.</returns>
    public static SignatureVerdict Verify(string? header, string secret, ReadOnlySpan<byte> body)
    {
        header = header?.Trim();
        if (string.IsNullOrEmpty(header))
        {
            return SignatureVerdict.Missing;
        }

        var equals = header.IndexOf('=', StringComparison.Ordinal);
        if (header.Length > MaxLength || equals < 0 || !Methods.TryGetValue(header[..equals], out var method))
        {
            return SignatureVerdict.Unknown;
        }

        var expected = CryptographicOperations.HmacData(method, Encoding.UTF8.GetBytes(secret), body);
        var hex = header.AsSpan(equals + 1);
        Span<byte> given = stackalloc byte[64];
        return hex.Length == 2 * expected.Length
            && Convert.FromHexString(hex, given, out _, out var length) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given[..length], expected)
                ? SignatureVerdict.Valid
                : SignatureVerdict.Wrong;
    }
}

/// <summary>What a signature says.</summary>
public enum SignatureVerdict
{
    /// <summary>The content is the hub's.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is of a method that the Recommendation does not name, or no signature at all.</summary>
    Unknown,

    /// <summary>It is not that of this content and secret.</summary>
    Wrong,
}
