namespace NewsPlatform.Cli.Commands.Sites;

/// <summary>Resource names of what people call a site: a host, an address, or the name itself.</summary>
internal static class SiteNames
{
    /// <summary>The name of a site's profile.</summary>
    public static string Profile(string site) => "siteProfiles/" + Host(site, "siteProfiles/");

    /// <summary>The name of a site's rules.</summary>
    public static string Rules(string site) => "siteRules/" + Host(site, "siteRules/");

    private static string Host(string site, string collection)
    {
        site = site.StartsWith(collection, StringComparison.Ordinal) ? site[collection.Length..] : site;
        site = Uri.TryCreate(site, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.Host : site.ToLowerInvariant();
        return site.StartsWith("www.", StringComparison.Ordinal) ? site[4..] : site;
    }
}
