using NewsPlatform.Text.Urls;

namespace NewsPlatform.UnitTests.Text.Urls;

public sealed class RegistrableDomainTests
{
    [Theory]
    [InlineData("www.paper.example", "paper.example")] // a suffix that the list does not know
    [InlineData("news.paper.co.uk", "paper.co.uk")]
    [InlineData("a.b.c.kobe.jp", "b.c.kobe.jp")] // *.kobe.jp
    [InlineData("www.city.kobe.jp", "city.kobe.jp")] // !city.kobe.jp
    [InlineData("me.blogspot.com", "me.blogspot.com")] // the private section
    [InlineData("me.substack.com", "me.substack.com")] // not in the list
    [InlineData("www.食狮.公司.cn", "食狮.公司.cn")]
    [InlineData("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    public void Registrable_domain_is_one_label_under_the_longest_suffix(string host, string domain) => Assert.Equal(domain, RegistrableDomain.Of(host));

    [Theory]
    [InlineData("co.uk")]
    [InlineData("com")]
    [InlineData("192.0.2.7")]
    [InlineData("[2001:db8::1]")]
    [InlineData(".example.com")]
    public void Registrable_domain_of_a_suffix_or_an_address_is_none(string host) => Assert.Null(RegistrableDomain.Of(host));
}
