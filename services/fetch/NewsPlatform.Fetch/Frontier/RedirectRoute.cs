using System.Globalization;
using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>How far the redirects of an address have been followed.</summary>
/// <param name="Next">The address to ask next.</param>
/// <param name="Hops">The redirects that led to it, in order.</param>
internal sealed record RedirectRoute(Uri Next, IReadOnlyList<RedirectHop> Hops)
{
    /// <summary>Reads the column <c>route</c>.</summary>
    /// <param name="own">The address of the page or source itself.</param>
    /// <param name="route">The column: one hop a line, "status address", then the next address; empty for none.</param>
    public static RedirectRoute Of(string own, string route)
    {
        if (route.Length == 0)
        {
            return new RedirectRoute(new Uri(own), []);
        }

        var lines = route.Split('\n');
        return new RedirectRoute(
            AddressOf(lines[^1]),
            [.. lines[..^1].Select(line => new RedirectHop(AddressOf(line[4..]), int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture)))]);
    }

    /// <summary>The route as the column holds it.</summary>
    public override string ToString() =>
        string.Concat(Hops.Select(hop => string.Create(CultureInfo.InvariantCulture, $"{hop.Status:000} {hop.Url.OriginalString}\n"))) + Next.OriginalString;

    // As the server wrote it: what System.Uri would tidy up may be another address.
    private static Uri AddressOf(string text) => new(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
