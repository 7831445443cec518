using System.Net;
using NewsPlatform.Crawling.Http;

namespace NewsPlatform.UnitTests.Crawling.Http;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Guard = new([]);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:80ff:fffe")]
    [InlineData("2001:db8::1")]
    [InlineData("2607:f8b0::5efe:127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    public void Allows_no_address_that_is_not_on_the_public_net(string address)
    {
        Assert.False(Guard.Allows(IPAddress.Parse(address), 443, out var reason));
        Assert.NotEqual("", reason);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    public void Allows_public_addresses(string address)
    {
        Assert.True(Guard.Allows(IPAddress.Parse(address), 443, out var reason), reason);
    }

    [Fact]
    public void Allows_only_ports_of_the_list()
    {
        Assert.False(Guard.Allows(IPAddress.Parse("8.8.8.8"), 22, out var reason));
        Assert.Contains("22", reason, StringComparison.Ordinal);
        Assert.True(new AddressGuard([], new HashSet<int> { 22 }).Allows(IPAddress.Parse("8.8.8.8"), 22, out _));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("127.1.0.1", false)]
    public void Allows_an_allowed_network_on_any_port(string address, bool allowed)
    {
        var guard = new AddressGuard([IPNetwork.Parse("127.0.0.0/24")]);
        Assert.Equal(allowed, guard.Allows(IPAddress.Parse(address), 5_000, out _));
    }
}
