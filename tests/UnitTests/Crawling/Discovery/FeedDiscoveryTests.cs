using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Discovery;

namespace NewsPlatform.UnitTests.Crawling.Discovery;

public sealed class FeedDiscoveryTests
{
    private static readonly Uri Url = new("https://news.example/world/page");

    [Theory]
    [InlineData("<link rel=alternate type=application/rss+xml href=/all.rss title='All &amp; more'>", "https://news.example/all.rss")]
    [InlineData("<LINK HREF='feed' TYPE='application/atom+xml' REL='home ALTERNATE'/>", "https://news.example/world/feed")]
    [InlineData("<base href='https://cdn.example/x/'><link rel='alternate' type='application/feed+json; charset=utf-8' href='f.json'>", "https://cdn.example/x/f.json")]
    [InlineData("<link rel=\"feed\" href=\"feed:https://f.example/\">", "https://f.example/")]
    public void Find_takes_what_the_page_declares_first(string html, string expected)
    {
        var first = FeedDiscovery.Find(Encoding.UTF8.GetBytes("<html><head>" + html), Url)[0];
        Assert.Equal(expected, first.Url);
        Assert.Equal(FeedCandidateKind.Declared, first.Kind);
    }

    [Fact]
    public void Find_takes_anchors_that_look_like_feeds_and_no_others()
    {
        var found = FeedDiscovery.Find("<a href='/about'>a</a><a href='/sport/rss.xml'>b</a><a href='//feeds.example/feeds/top'>c</a>"u8, Url);
        Assert.Equal(["https://news.example/sport/rss.xml", "https://feeds.example/feeds/top"], found.Where(one => one.Kind == FeedCandidateKind.Anchor).Select(one => one.Url));
    }

    [Fact]
    public void Find_passes_over_comments_scripts_and_other_links()
    {
        var found = FeedDiscovery.Find("<!-- <link rel=alternate type=application/rss+xml href=/1> --><script>'<link rel=alternate type=application/rss+xml href=/2>'</script><link rel=stylesheet type=application/rss+xml href=/3><link rel=alternate hreflang=de href=/de>"u8, Url);
        Assert.All(found, one => Assert.Equal(FeedCandidateKind.CommonPath, one.Kind));
        Assert.Contains(found, one => one.Url == "https://news.example/feed");
    }

    [Fact]
    public void Find_in_any_markup_never_throws_and_gives_each_address_once()
    {
        var part = Gen.OneOf("<link ", "<a ", "<base ", "href=", "'", "\"", "rel=alternate ", "type=application/rss+xml ", ">", "<!--", "-->", "<script>", "</script>", "/feed", "//", "javascript:", "\0", "=", "/", " ", "é");
        part.Array[0, 60].Select(string.Concat).Sample(html =>
        {
            var found = FeedDiscovery.Find(Encoding.UTF8.GetBytes(html), Url);
            Assert.True(found.Count <= FeedDiscovery.MaxCandidates);
            Assert.Equal(found.Count, found.Select(one => one.Url).Distinct(StringComparer.Ordinal).Count());
            Assert.All(found, one => Assert.StartsWith("http", one.Url, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("shift_jis", "text/html; charset=Shift_JIS", "")]
    [InlineData("shift_jis", "text/html", "<meta charset=shift_jis>")]
    [InlineData("iso-2022-jp", "text/html", "<meta charset=iso-2022-jp>")]
    [InlineData("utf-16", "text/html", "")]
    [InlineData("utf-8", "text/html; charset=utf-8", "")]
    [InlineData("utf-8", "text/html; charset=ISO-8859-1", "<meta charset=iso-8859-1>")]
    [InlineData("utf-8", null, "")]
    public void Page_is_read_in_its_own_encoding(string encoding, string? contentType, string meta)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var own = Encoding.GetEncoding(encoding);
        byte[] html = [.. own.Preamble, .. own.GetBytes(meta + "<link rel=alternate type=application/rss+xml title='新着記事' href=/rss.xml>")];

        Assert.Equal("新着記事", FeedDiscovery.Find(html, Url, contentType)[0].Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<meta charset=utf-8>")]
    [InlineData("<meta charset=windows-1251>")]
    public void Page_in_utf8_that_is_cut_within_a_character_is_still_one(string meta)
    {
        var html = Encoding.UTF8.GetBytes(meta + "<link rel=alternate type=application/rss+xml title='Новости дня' href='/лента.xml'><p>");
        for (var pad = 0; pad < 2; pad++)
        {
            byte[] page = [.. html, .. Encoding.UTF8.GetBytes(new string(' ', pad) + new string('я', FeedDiscovery.MaxBytes / 2))];
            Assert.Equal("Новости дня", FeedDiscovery.Find(page, Url, "text/html")[0].Title);
        }
    }

    [Fact]
    public void One_broken_byte_spoils_one_character()
    {
        byte[] page = [.. "<link rel=alternate type=application/rss+xml title='Новости дня' href='/лента.xml'>"u8, 0xE9, .. "<p>"u8];

        Assert.Equal("Новости дня", FeedDiscovery.Find(page, Url, "text/html")[0].Title);
    }
}
