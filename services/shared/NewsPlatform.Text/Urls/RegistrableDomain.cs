using System.Collections.Frozen;
using System.Net;

namespace NewsPlatform.Text.Urls;

/// <summary>
/// The domain that one owner registered, by a small table: two labels, or three under a known two-label suffix.
/// Used to group hosts of one publisher; never a security boundary.
/// </summary>
internal static class RegistrableDomain
{
    /// <summary>Second-level labels under which countries register domains: co.uk, com.au, gov.br ...</summary>
    private static readonly FrozenSet<string> SecondLevel = new[]
    {
        "ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "go", "gv", "ltd", "me", "mil", "ne", "net", "nic", "nom", "or", "org", "plc", "sch", "web", "in", "info", "biz", "id",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Suffixes that the rule above does not cover: services that give subdomains to others, and country specials.</summary>
    private static readonly FrozenSet<string> Suffixes = new[]
    {
        "blogspot.com", "github.io", "gitlab.io", "pages.dev", "workers.dev", "netlify.app", "vercel.app", "web.app", "firebaseapp.com", "herokuapp.com",
        "wordpress.com", "tumblr.com", "substack.com", "medium.com", "livejournal.com", "typepad.com", "ghost.io", "eu.org", "uk.com", "us.com", "nhs.uk", "police.uk", "asso.fr",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Of(string host)
    {
        if (host.Length == 0 || host[0] == '[' || IPAddress.TryParse(host, out _))
        {
            return host;
        }

        var labels = host.Split('.');
        if (labels.Length <= 2)
        {
            return host;
        }

        var suffix = labels[^2] + "." + labels[^1];
        var three = Suffixes.Contains(suffix) || (labels[^1].Length == 2 && SecondLevel.Contains(labels[^2]));
        return string.Join('.', labels[^(three ? 3 : 2)..]);
    }
}
