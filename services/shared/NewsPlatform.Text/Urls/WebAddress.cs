using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace NewsPlatform.Text.Urls;

/// <summary>
/// An http or https address in its parts, parsed by the rules of the WHATWG URL Standard for special schemes
/// (section 4.4, without states that only file and opaque addresses reach). Nothing is removed here but credentials
/// and the fragment, so that a redirect goes exactly where the server said.
/// </summary>
internal readonly record struct WebAddress(string Scheme, string Host, int? Port, string Path, string? Query)
{
    // The sets of the standard, section 1.3; controls, space and non-ASCII are encoded in every set.
    private const string PathSet = "\"#<>?^`{}";
    private const string SpecialQuerySet = "\"#<>'";

    public string Origin => $"{Scheme}://{Host}{(Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "")}";

    public override string ToString() => Origin + Path + (Query is null ? "" : "?" + Query);

    /// <summary>
    /// The address as a <see cref="Uri"/> that sends path and query exactly as written. False for hosts that the
    /// standard allows and System.Uri does not, such as "type=a": they cannot be requested.
    /// </summary>
    public static bool TryToUri(string value, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(value, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out uri);

    public static bool TryParse(string? raw, Uri? baseUrl, out WebAddress address, out string reason) =>
        TryResolve(raw, baseUrl is { IsAbsoluteUri: true } && TryResolve(baseUrl.OriginalString, null, out var document, out _) ? document : null, out address, out reason);

    public static bool TryResolve(string? raw, WebAddress? relativeTo, out WebAddress address, out string reason)
    {
        if (!TryParts(raw, relativeTo, out address, out reason))
        {
            return false;
        }

        // Encoding makes addresses up to nine times as long: what is parsed here must be taken here again, as a base or by PageUrl.HostOf.
        if (address.Origin.Length + address.Path.Length + (address.Query?.Length ?? 0) < PageUrl.MaxRawLength)
        {
            return true;
        }

        reason = $"the address has {address.ToString().Length} characters when it is encoded, the limit is {PageUrl.MaxRawLength}";
        return false;
    }

    private static bool TryParts(string? raw, WebAddress? relativeTo, out WebAddress address, out string reason)
    {
        address = default;
        if (raw is null || (relativeTo is null && string.IsNullOrWhiteSpace(raw)))
        {
            reason = "the address is empty";
            return false;
        }

        if (raw.Length > PageUrl.MaxRawLength)
        {
            reason = $"the address has {raw.Length} characters, the limit is {PageUrl.MaxRawLength}";
            return false;
        }

        var text = Clean(raw);
        var colon = SchemeEnd(text);
        if (colon < 0)
        {
            if (relativeTo is { } found)
            {
                return TryRelative(text, found, out address, out reason);
            }

            reason = $"'{Shown(text)}' has no scheme; an address starts with http:// or https://";
            return false;
        }

        var scheme = text[..colon].ToLowerInvariant();
        if (scheme is not ("http" or "https"))
        {
            reason = $"the scheme '{Shown(scheme)}' is not http or https";
            return false;
        }

        var rest = text[(colon + 1)..];
        if (relativeTo is { } same && string.Equals(same.Scheme, scheme, StringComparison.Ordinal) && !StartsWithTwoSlashes(rest))
        {
            return TryRelative(rest, same, out address, out reason);
        }

        return TryAuthority(scheme, rest, out address, out reason);
    }

    private static bool TryRelative(string text, WebAddress document, out WebAddress address, out string reason)
    {
        reason = "";
        if (StartsWithTwoSlashes(text))
        {
            return TryAuthority(document.Scheme, text, out address, out reason);
        }

        if (text.Length == 0 || text[0] == '#')
        {
            address = document;
            return true;
        }

        if (text[0] == '?')
        {
            address = document with { Query = QueryOf(text, 0) };
            return true;
        }

        var end = text.AsSpan().IndexOfAny('?', '#');
        end = end < 0 ? text.Length : end;
        var path = IsSlash(text[0])
            ? text[..end]
            : string.Concat(document.Path.AsSpan(0, document.Path.LastIndexOf('/') + 1), text.AsSpan(0, end));
        address = document with { Path = PathOf(path), Query = QueryOf(text, end) };
        return true;
    }

    private static bool TryAuthority(string scheme, string text, out WebAddress address, out string reason)
    {
        address = default;
        var start = 0;
        while (start < text.Length && IsSlash(text[start]))
        {
            start++;
        }

        var length = text.AsSpan(start).IndexOfAny("/\\?#");
        var end = length < 0 ? text.Length : start + length;
        var authority = text[start..end];
        var hostPart = authority[(authority.LastIndexOf('@') + 1)..];
        var bracket = hostPart.LastIndexOf(']');
        var portAt = hostPart.IndexOf(':', bracket + 1);
        int? port = null;
        if (portAt >= 0)
        {
            if (!TryPort(hostPart.AsSpan(portAt + 1), out port))
            {
                reason = $"the port '{Shown(hostPart[(portAt + 1)..])}' is not a number from 0 to 65535";
                return false;
            }

            hostPart = hostPart[..portAt];
        }

        if (!WebHost.TryParse(hostPart, out var host))
        {
            reason = hostPart.Length == 0 ? "the address has no host" : $"'{Shown(hostPart)}' is not a host name or address";
            return false;
        }

        var own = scheme.Length == 4 ? 80 : 443;
        var pathLength = text.AsSpan(end).IndexOfAny('?', '#');
        var pathEnd = pathLength < 0 ? text.Length : end + pathLength;
        address = new WebAddress(scheme, host, port == own ? null : port, PathOf(text[end..pathEnd]), QueryOf(text, pathEnd));
        reason = "";
        return true;
    }

    private static bool TryPort(ReadOnlySpan<char> digits, out int? port)
    {
        port = null;
        if (digits.IsEmpty)
        {
            return true;
        }

        var value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c) || (value = (value * 10) + (c - '0')) > 65_535)
            {
                return false;
            }
        }

        port = value;
        return true;
    }

    private static string PathOf(string path)
    {
        var segments = new List<string>();
        var start = path.Length > 0 && IsSlash(path[0]) ? 1 : 0;
        while (true)
        {
            var length = path.AsSpan(start).IndexOfAny('/', '\\');
            var last = length < 0;
            var segment = last ? path[start..] : path.Substring(start, length);
            var dots = Dots(segment);
            if (dots == 2 && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }

            if (dots == 0)
            {
                segments.Add(PercentEncoding.Encode(segment, PathSet));
            }
            else if (last)
            {
                segments.Add("");
            }

            if (last)
            {
                return "/" + string.Join('/', segments);
            }

            start += length + 1;
        }
    }

    /// <summary>1 for a single-dot segment, 2 for a double-dot one, else 0; a dot may be written %2e.</summary>
    private static int Dots(string segment)
    {
        if (segment.Length is 0 or > 6)
        {
            return 0;
        }

        var plain = segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
        return plain switch { "." => 1, ".." => 2, _ => 0 };
    }

    private static string? QueryOf(string text, int at)
    {
        if (at >= text.Length || text[at] != '?')
        {
            return null;
        }

        var end = text.IndexOf('#', at);
        return PercentEncoding.Encode(text.AsSpan(at + 1, (end < 0 ? text.Length : end) - at - 1), SpecialQuerySet);
    }

    private static string Clean(string raw)
    {
        var start = 0;
        var end = raw.Length;
        while (start < end && raw[start] <= ' ')
        {
            start++;
        }

        while (end > start && raw[end - 1] <= ' ')
        {
            end--;
        }

        var text = raw.AsSpan(start, end - start);
        if (text.IndexOfAny('\t', '\n', '\r') < 0)
        {
            return text.ToString();
        }

        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is not ('\t' or '\n' or '\r'))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }

    private static int SchemeEnd(string text)
    {
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
        {
            return -1;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ':')
            {
                return i;
            }

            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.'))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsSlash(char c) => c is '/' or '\\';

    private static bool StartsWithTwoSlashes(string text) => text.Length > 1 && IsSlash(text[0]) && IsSlash(text[1]);

    private static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
