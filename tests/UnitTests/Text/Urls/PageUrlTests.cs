using CsCheck;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.UnitTests.Text.Urls;

public sealed class PageUrlTests
{
    private static readonly Uri Base = new("https://news.example/section/page.html?a=1");

    [Theory]
    [InlineData("HTTP://News.Example:80/a/../b/./c#part", "http://news.example/b/c")]
    [InlineData("  https://news.example\n/x\t ", "https://news.example/x")]
    [InlineData("https://user:secret@news.example/", "https://news.example/")]
    [InlineData("https://news.example", "https://news.example/")]
    [InlineData("https://news.example:8443/a", "https://news.example:8443/a")]
    [InlineData("https://Bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe")]
    [InlineData("https://news.example/%7eme/%c3%a9?q=%2f", "https://news.example/~me/%C3%A9?q=%2F")]
    [InlineData("https://news.example/a?utm_source=x&id=7&FBCLID=1", "https://news.example/a?id=7")]
    [InlineData("https://news.example/a?utm_source=x", "https://news.example/a")]
    [InlineData("https://news.example/a?b=1&a=2&&c", "https://news.example/a?b=1&a=2&&c")]
    [InlineData("https://news.example/a?ref=blog.example.com", "https://news.example/a")]
    [InlineData("https://news.example/a?ref=frontpage&ref=v2.1", "https://news.example/a?ref=frontpage&ref=v2.1")]
    [InlineData("https://XN--BCHER-KVA.example./", "https://xn--bcher-kva.example./")]
    [InlineData("https:\\\\news.example\\a", "https://news.example/a")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/")]
    [InlineData("http://[2001:DB8:0:0::1]/", "http://[2001:db8::1]/")]
    public void PageUrl_written_in_many_ways_has_one_value(string raw, string expected)
    {
        Assert.True(PageUrl.TryParse(raw, null, out var url, out var reason), reason);
        Assert.Equal(expected, url.Value);
    }

    [Theory]
    [InlineData("other.html", "https://news.example/section/other.html")]
    [InlineData("/top", "https://news.example/top")]
    [InlineData("//cdn.example/x", "https://cdn.example/x")]
    [InlineData("?b=2", "https://news.example/section/page.html?b=2")]
    [InlineData("../up", "https://news.example/up")]
    [InlineData("#part", "https://news.example/section/page.html?a=1")]
    public void PageUrl_given_relative_is_resolved(string raw, string expected)
    {
        Assert.True(PageUrl.TryParse(raw, Base, out var url, out var reason), reason);
        Assert.Equal(expected, url.Value);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("  ", "empty")]
    [InlineData("javascript:alert(1)", "scheme")]
    [InlineData("ftp://news.example/", "scheme")]
    [InlineData("news.example/page", "no scheme")]
    [InlineData("https://", "no host")]
    [InlineData("https://news.example:99999/", "port")]
    [InlineData("https://new s.example/", "host")]
    [InlineData("http://1.2.3.256/", "host")]
    [InlineData("http://[fe80::1%eth0]/", "host")]
    public void PageUrl_that_cannot_be_fetched_is_refused_with_a_reason(string? raw, string word)
    {
        Assert.False(PageUrl.TryParse(raw, null, out _, out var reason));
        Assert.Contains(word, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PageUrl_longer_than_the_limit_is_refused()
    {
        Assert.False(PageUrl.TryParse("https://news.example/" + new string('a', PageUrl.MaxLength), null, out _, out var reason));
        Assert.Contains("2048", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://www.news.example/", "www.news.example", "news.example")]
    [InlineData("https://www.paper.co.uk:8443/", "www.paper.co.uk:8443", "paper.co.uk")]
    [InlineData("https://me.blogspot.com/", "me.blogspot.com", "me.blogspot.com")]
    [InlineData("http://192.0.2.7/", "192.0.2.7", "192.0.2.7")]
    public void PageUrl_tells_its_politeness_key_and_its_site(string raw, string host, string site)
    {
        Assert.True(PageUrl.TryParse(raw, null, out var url, out _));
        Assert.Equal(host, url.Host);
        Assert.Equal(site, url.Site);
    }

    [Fact]
    public void IdOf_an_address_is_the_start_of_its_hash_in_base32()
    {
        // printf https://news.example/ | sha256sum | xxd -r -p | base32 | head -c 26 | tr A-Z a-z
        Assert.True(PageUrl.TryParse("https://news.example", null, out var url, out _));
        Assert.Equal("bl2isfd2hd3nvdhjchdfi3pm77", url.Id);
    }

    [Fact]
    public void Address_that_encoding_makes_too_long_to_be_parsed_again_is_refused()
    {
        var raw = "https://news.example/" + new string('é', 5_000);
        Assert.False(WebAddress.TryParse(raw, null, out _, out var reason));
        Assert.Contains("30021 characters", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PageUrl_of_any_text_never_throws_and_is_idempotent()
    {
        var part = Gen.OneOf("http", "https", "://", ":", "/", "//", "\\", "..", ".", "?", "&", "=", "#", "@", "%2e", "%", "%41", "%zz", "utm_source", "[::1]", "[", "]",
            "news.example", "münchen.example", "0x7f", "1", "é", "\uD800", "\t", " ", "xn--", "xn--bcher-kva", "ａ", "。", ":8080", "amp;");
        var urls = Gen.Select(Gen.OneOf("http://", "https://h", ""), part.Array[0, 12].Select(string.Concat), Gen.String[0, 6], (a, b, c) => a + b + c);
        urls.Sample(raw =>
        {
            foreach (var from in new[] { null, Base })
            {
                if (PageUrl.TryParse(raw, from, out var url, out _))
                {
                    Assert.True(PageUrl.TryParse(url.Value, null, out var again, out var reason), url.Value + ": " + reason);
                    Assert.Equal(url, again);
                    Assert.Equal(url.Value, url.ToUri().OriginalString);
                }
            }
        });
    }
}
