using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.WebSub;

/// <summary>Where a document's changes are told of: its hub, and the address that the hub knows it by (W3C WebSub, section 4).</summary>
/// <param name="Hub">Absolute http or https address of the hub, normalised.</param>
/// <param name="Topic">Absolute http or https address of the document, as it gives it itself: hubs compare it as text.</param>
public sealed record HubLink(string Hub, string Topic)
{
    /// <summary>
    /// Finds hub and topic: in Link headers, and only where these name no hub, in the feed. Of several hubs the first that
    /// can be asked. A document that does not give its own address is known by the one that answered.
    /// </summary>
    /// <param name="headers">The answer's header fields.</param>
    /// <param name="feed">The feed, when the body is one.</param>
    /// <param name="url">The address that answered; relative ones refer to it.</param>
    /// <returns>Null when no hub is named.</returns>
    public static HubLink? Find(IEnumerable<KeyValuePair<string, string>> headers, FeedDocument? feed, Uri url)
    {
        var links = headers
            .Where(header => header.Key.Equals("Link", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => LinkHeader.Read(ResponseHead.AsUtf8(header.Value)))
            .Take(LinkHeader.MaxLinks)
            .ToList();
        var hub = AddressesOf("hub").Select(Address).FirstOrDefault(address => address is not null) ?? Address(feed?.HubUrl);
        return hub is null ? null : new HubLink(hub, AddressesOf("self").Select(Named).FirstOrDefault(topic => topic is not null) ?? Named(feed?.FeedUrl) ?? url.AbsoluteUri);

        IEnumerable<string?> AddressesOf(string relation) => links.Where(link => link.Is(relation)).Select(link => FeedFields.Resolve(link.Target, url));
    }

    private static string? Address(string? text) => WebAddress.TryParse(text, null, out var address, out _) ? address.ToString() : null;

    private static string? Named(string? text) => Address(text) is not null && text!.Length <= PageUrl.MaxRawLength ? text : null;
}
