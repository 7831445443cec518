using System.Buffers.Text;
using System.Text;

namespace NewsPlatform.Hosting.Rpc;

/// <summary>Opaque page tokens: the key of the last item of a page, bound to the request that it belongs to (AIP-158).</summary>
public static class PageToken
{
    /// <summary>Makes a token.</summary>
    /// <param name="key">Where the next page goes on.</param>
    /// <param name="request">What must be the same in the next request: filter, order, query.</param>
    public static string Encode(string key, string request = "") =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Mark(request):x8}{key}"));

    /// <summary>Reads a token; null for the first page.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_PAGE_TOKEN.</exception>
    public static string? Decode(string token, string request = "")
    {
        if (token.Length == 0)
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (text.Length >= 8 && text.AsSpan(0, 8).SequenceEqual(Mark(request).ToString("x8", System.Globalization.CultureInfo.InvariantCulture)))
            {
                return text[8..];
            }
        }
        catch (FormatException)
        {
        }

        throw RpcErrors.Invalid("INVALID_PAGE_TOKEN", "page_token is none that this method gave for this request; start again without it.");
    }

    /// <summary>The size of a page: what was asked for, within bounds.</summary>
    public static int Size(int asked, int usual, int most) => asked switch
    {
        < 0 => throw RpcErrors.InvalidField("page_size", $"{asked} is negative; give 1 to {most}, or 0 for {usual}."),
        0 => usual,
        _ => Math.Min(asked, most),
    };

    private static uint Mark(string request)
    {
        // FNV-1a: the token need only notice a mistake, not an attacker, who gains nothing by one.
        var hash = 2166136261;
        foreach (var c in request)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }
}
