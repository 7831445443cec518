using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NewsPlatform.Crawling.Http;

/// <summary>
/// Decides to which addresses the crawler may connect. It looks at the address that a connection is about to be made
/// to, never at a name, so neither odd spellings nor a name that changes its answer get past it.
/// </summary>
public sealed class AddressGuard
{
    /// <summary>Ports that web sites are served on.</summary>
    public static IReadOnlySet<int> DefaultPorts { get; } = new HashSet<int> { 80, 443, 8080, 8443 };

    /// <summary>IANA IPv4 Special-Purpose Address Registry: what is not globally reachable, and the metadata services of clouds.</summary>
    private static readonly (IPNetwork Network, string What)[] BlockedV4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this network (RFC 791)"),
        (IPNetwork.Parse("10.0.0.0/8"), "private (RFC 1918)"),
        (IPNetwork.Parse("100.64.0.0/10"), "shared address space of carriers (RFC 6598)"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback (RFC 1122)"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local, where clouds serve metadata (RFC 3927)"),
        (IPNetwork.Parse("172.16.0.0/12"), "private (RFC 1918)"),
        (IPNetwork.Parse("192.0.0.0/24"), "protocol assignments (RFC 6890)"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation (RFC 5737)"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relays (RFC 7526)"),
        (IPNetwork.Parse("192.168.0.0/16"), "private (RFC 1918)"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking (RFC 2544)"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation (RFC 5737)"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation (RFC 5737)"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast (RFC 5771)"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved or broadcast (RFC 1112)"),
        (IPNetwork.Parse("168.63.129.16/32"), "the host service of a cloud"),
    ];

    /// <summary>Within 2000::/3, which alone is allocated as global unicast (RFC 4291); everything outside is blocked as a whole.</summary>
    private static readonly (IPNetwork Network, string What)[] BlockedV6 =
    [
        (IPNetwork.Parse("2001::/23"), "protocol assignments and Teredo (RFC 2928, RFC 4380)"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation (RFC 3849)"),
        (IPNetwork.Parse("2002::/16"), "6to4 (RFC 7526)"),
        (IPNetwork.Parse("2620:4f:8000::/48"), "the AS112 sink (RFC 7534)"),
        (IPNetwork.Parse("3fff::/20"), "documentation (RFC 9637)"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    private readonly IReadOnlyList<IPNetwork> allowedNetworks;
    private readonly IReadOnlySet<int> allowedPorts;

    /// <summary>Makes a guard.</summary>
    /// <param name="allowedNetworks">Networks let through whatever they are, on any port: for tests and intranets.</param>
    /// <param name="allowedPorts">Ports that may be connected to; <see cref="DefaultPorts"/> when null.</param>
    public AddressGuard(IReadOnlyList<IPNetwork> allowedNetworks, IReadOnlySet<int>? allowedPorts = null)
    {
        this.allowedNetworks = allowedNetworks;
        this.allowedPorts = allowedPorts ?? DefaultPorts;
    }

    /// <summary>Whether the crawler may connect there.</summary>
    /// <param name="address">The address about to be connected to.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="reason">Why not; empty when allowed.</param>
    public bool Allows(IPAddress address, int port, out string reason)
    {
        reason = "";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in allowedNetworks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        if (!allowedPorts.Contains(port))
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"port {port} is not a port of web sites");
            return false;
        }

        if (BlockedAs(plain) is not { } what)
        {
            return true;
        }

        reason = $"{address} is {what}";
        return false;
    }

    private static string? BlockedAs(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Find(BlockedV4, address);
        }

        if (address.ScopeId != 0)
        {
            return "an address of one link only";
        }

        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address))
        {
            var embedded = new IPAddress(bytes.AsSpan(12));
            return Find(BlockedV4, embedded) is { } inner ? $"a translation (NAT64) of {embedded}, {inner}" : null;
        }

        if (Compatible.Contains(address))
        {
            return address.Equals(IPAddress.IPv6Loopback) ? "loopback (RFC 4291)" : "unspecified or IPv4-compatible (RFC 4291)";
        }

        if (!GlobalUnicast.Contains(address))
        {
            return address.IsIPv6Multicast ? "multicast (RFC 4291)"
                : address.IsIPv6LinkLocal ? "link-local (RFC 4291)"
                : address.IsIPv6UniqueLocal ? "unique local (RFC 4193)"
                : address.IsIPv6SiteLocal ? "site-local (RFC 3879)"
                : "outside the global unicast space (RFC 4291)";
        }

        // ISATAP (RFC 5214) carries an IPv4 address behind 0:5efe in any prefix.
        if (bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE && Find(BlockedV4, new IPAddress(bytes.AsSpan(12))) is { } tunnelled)
        {
            return $"an ISATAP address of {new IPAddress(bytes.AsSpan(12))}, {tunnelled}";
        }

        return Find(BlockedV6, address);
    }

    private static string? Find((IPNetwork Network, string What)[] table, IPAddress address)
    {
        foreach (var (network, what) in table)
        {
            if (network.Contains(address))
            {
                return what;
            }
        }

        return null;
    }
}
