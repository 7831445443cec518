using System.Globalization;

namespace NewsPlatform.Crawling.WebSub;

/// <summary>Requests to a hub (W3C WebSub, section 5.1).</summary>
public static class HubRequest
{
    /// <summary>Asks for pushes.</summary>
    public const string Subscribe = "subscribe";

    /// <summary>Asks for no more pushes.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>A hub's word that it does not push: it is no answer to a request of that name.</summary>
    public const string Denied = "denied";

    /// <summary>The form to POST.</summary>
    /// <param name="mode"><see cref="Subscribe"/> or <see cref="Unsubscribe"/>.</param>
    /// <param name="topic">The document, as it names itself.</param>
    /// <param name="callback">Where the hub calls back.</param>
    /// <param name="lease">How long the subscription is to last; whole seconds.</param>
    /// <param name="secret">With which the hub signs what it pushes; less than 200 bytes.</param>
    public static string Form(string mode, string topic, string callback, TimeSpan lease, string secret)
    {
        (string Name, string Value)[] fields =
        [
            ("hub.mode", mode),
            ("hub.topic", topic),
            ("hub.callback", callback),
            .. mode == Subscribe
                ? ((string, string)[])[("hub.lease_seconds", ((long)lease.TotalSeconds).ToString(CultureInfo.InvariantCulture)), ("hub.secret", secret)]
                : [],
        ];
        return string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
    }

    /// <summary>Whether the form may be sent again where a hub leads: what left encrypted, with its secret, is not sent in the clear.</summary>
    /// <param name="asked">The hub.</param>
    /// <param name="elsewhere">Where it leads.</param>
    public static bool MayFollow(Uri asked, Uri elsewhere) => asked.Scheme != Uri.UriSchemeHttps || elsewhere.Scheme == Uri.UriSchemeHttps;
}
