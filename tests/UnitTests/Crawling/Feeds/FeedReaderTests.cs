using System.IO.Compression;
using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Feeds;

namespace NewsPlatform.UnitTests.Crawling.Feeds;

public sealed class FeedReaderTests
{
    private static readonly Uri Url = new("https://news.example/feeds/all.xml");

    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
        <title>The &amp;quot;Paper&amp;quot;</title><link>https://news.example/</link><language>en-gb</language><ttl>15</ttl>
        <atom:link rel="hub" href="https://hub.example/"/><lastBuildDate>Wed, 02 Oct 2002 15:00:00 GMT</lastBuildDate>
        <item><title>Storm &lt;b&gt;hits&lt;/b&gt; coast</title><link>/storm</link><guid isPermaLink="false">id-1</guid>
          <description><![CDATA[<p>Winds of <i>120</i> km/h.</p><p>More soon.</p>]]></description>
          <pubDate>Wed, 02 Oct 2002 13:00:00 GMT</pubDate><dc:creator>Jane Doe</dc:creator><author>joe@news.example (Joe Roe)</author><category>Weather</category></item>
        <item><title>Second</title><guid>https://news.example/second</guid></item>
        </channel></rss>
        """;

    [Fact]
    public void Read_of_RSS_gives_feed_and_entries_in_order()
    {
        var feed = Feed(Rss);
        Assert.Equal("The \"Paper\"", feed.Title);
        Assert.Equal("https://news.example/", feed.Link);
        Assert.Equal("en-gb", feed.Language);
        Assert.Equal(TimeSpan.FromMinutes(15), feed.Ttl);
        Assert.Equal("https://hub.example/", feed.HubUrl);
        Assert.Equal(new DateTimeOffset(2002, 10, 2, 15, 0, 0, TimeSpan.Zero), feed.Updated);
        Assert.Collection(
            feed.Entries,
            first =>
            {
                Assert.Equal("id-1", first.Id);
                Assert.Equal("https://news.example/storm", first.Url);
                Assert.Equal("Storm hits coast", first.Title);
                Assert.Equal("Winds of 120 km/h. More soon.", first.Summary);
                Assert.Equal(new DateTimeOffset(2002, 10, 2, 13, 0, 0, TimeSpan.Zero), first.Published);
                Assert.Null(first.Updated);
                Assert.Equal(["Jane Doe", "Joe Roe"], first.Authors);
                Assert.Equal(["Weather"], first.Categories);
            },
            second => Assert.Equal("https://news.example/second", second.Url));
    }

    [Fact]
    public void Read_of_Atom_resolves_links_against_xml_base_and_keeps_both_dates()
    {
        var entry = Assert.Single(Feed("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/a/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <em>Feed</em></div></title>
            <entry xml:base="b/"><id>urn:x:1</id><title type="html">A &amp;amp; B</title><link rel="self" href="self"/><link href="page.html"/>
            <published>2020-01-02T03:04:05Z</published><updated>2020-01-03T03:04:05+01:00</updated><author><name>Ann</name></author><category term="t" label="Topic"/></entry></feed>
            """).Entries);
        Assert.Equal("https://other.example/a/b/page.html", entry.Url);
        Assert.Equal("A & B", entry.Title);
        Assert.Equal(new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), entry.Published);
        Assert.Equal(new DateTimeOffset(2020, 1, 3, 2, 4, 5, TimeSpan.Zero), entry.Updated);
        Assert.Equal(["Ann"], entry.Authors);
        Assert.Equal(["Topic"], entry.Categories);
    }

    [Fact]
    public void Read_of_Atom_with_a_change_date_only_invents_no_publication_date()
    {
        var entry = Assert.Single(Feed("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><updated>2020-01-03T00:00:00Z</updated></entry></feed>").Entries);
        Assert.Null(entry.Published);
        Assert.NotNull(entry.Updated);
    }

    [Fact]
    public void Read_of_RSS_1_takes_the_items_beside_the_channel()
    {
        var feed = Feed("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="x"><title>T</title></channel><item rdf:about="https://news.example/1"><title>One</title><dc:date>2020-01-02</dc:date></item></rdf:RDF>
            """);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal("T", feed.Title);
        Assert.Equal("https://news.example/1", entry.Url);
        Assert.Equal(2020, entry.Published!.Value.Year);
    }

    [Fact]
    public void Read_of_JSON_Feed_gives_its_items()
    {
        var feed = Feed("""
            {"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://news.example/","language":"de","hubs":[{"type":"WebSub","url":"https://hub.example/"}],
             "items":[{"id":7,"url":"/p","title":"P","content_html":"<p>Hi</p>","date_published":"2020-01-02T03:04:05Z","authors":[{"name":"Ann"}],"tags":["a"]}]}
            """);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal("https://hub.example/", feed.HubUrl);
        Assert.Equal("7", entry.Id);
        Assert.Equal("https://news.example/p", entry.Url);
        Assert.Equal("Hi", entry.Summary);
        Assert.Equal(["Ann"], entry.Authors);
    }

    [Theory]
    [InlineData("\n  <?xml version='1.0'?><rss><channel><item><title>caf&eacute; &amp; bar</title></item></channel></rss>", "café & bar")]
    [InlineData("<rss><channel><item><title>Smith & Sons &nbsp; Ltd</title></item></channel></rss>", "Smith & Sons Ltd")]
    [InlineData("<rss><channel><item><title>no end</title><link>x</link></channel>", "no end")]
    [InlineData("<rss><channel><item><title>a\u0001b</title></item></channel></rss>", "ab")]
    [InlineData("<rss><channel><item><media:title>x</media:title><title>undeclared</title></item></channel></rss>", "undeclared")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x 'y'>]><rss><channel><item><title>doc</title></item></channel></rss>", "doc")]
    [InlineData("<rss><channel><item><title>one</title><item><title>two</title></item></channel></rss>", "one")]
    public void Read_of_a_feed_with_a_common_fault_still_gives_the_entry(string text, string title)
    {
        Assert.Equal(title, Feed(text).Entries[0].Title);
    }

    [Theory]
    [InlineData("<feed xmlns='http://purl.org/atom/ns#'><entry><title mode='base64'>QSBzdG9ybQ==</title></entry></feed>", "A storm")]
    [InlineData("<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title></entry>", "Alone")]
    [InlineData("<rss><channel><item><title>don&#146;t</title></item></channel></rss>", "don\u2019t")]
    public void Read_understands_what_old_tools_write(string text, string title)
    {
        Assert.Equal(title, Assert.Single(Feed(text).Entries).Title);
    }

    [Fact]
    public void Read_of_a_packed_feed_unpacks_it_within_the_bound()
    {
        Assert.Equal(2, FeedReader.Read(Gzip(Encoding.UTF8.GetBytes(Rss)), null, Url).Document!.Entries.Count);
        Assert.Equal(FeedFaultKind.TooLarge, FeedReader.Read(Gzip(new byte[FeedReader.MaxBytes + 1]), null, Url).Fault?.Kind);
    }

    [Fact]
    public void Read_in_a_legacy_charset_follows_header_then_declaration()
    {
        byte[] body = [.. "<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>"u8, 0xE9, .. "</title></channel></rss>"u8];
        Assert.Equal("é", FeedReader.Read(body, "text/xml; charset=windows-1252", Url).Document!.Title);
        Assert.Equal("И", FeedReader.Read(body, "text/xml", Url).Document!.Title);
    }

    [Fact]
    public void Read_in_EUC_JP_knows_the_characters_of_three_bytes()
    {
        byte[] body = [.. "<?xml version='1.0' encoding='EUC-JP'?><rss><channel><title>"u8, 0xA4, 0xA2, 0x8F, 0xB0, 0xA1, .. "</title></channel></rss>"u8];
        Assert.Equal("あ丂", FeedReader.Read(body, "text/xml", Url).Document!.Title);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32be")]
    public void Read_does_not_believe_a_claim_that_could_not_be_read_if_it_were_true(string charset)
    {
        var body = Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='{charset}'?><rss><channel><title>é</title></channel></rss>");
        Assert.Equal("é", FeedReader.Read(body, $"text/xml; charset={charset}", Url).Document!.Title);
    }

    [Theory]
    [InlineData("", FeedFaultKind.Empty)]
    [InlineData("<html><body>Not found</body></html>", FeedFaultKind.NotAFeed)]
    [InlineData("just words", FeedFaultKind.Malformed)]
    [InlineData("{\"a\":1}", FeedFaultKind.NotAFeed)]
    [InlineData("{\"items\":", FeedFaultKind.Malformed)]
    [InlineData("<rss version='2.0'>", FeedFaultKind.Malformed)]
    public void Read_of_what_is_no_feed_says_why(string text, FeedFaultKind kind)
    {
        var result = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Url);
        Assert.Equal(kind, result.Fault?.Kind);
    }

    [Fact]
    public void Read_of_hostile_depth_and_size_is_refused()
    {
        var deep = "<rss><channel>" + string.Concat(Enumerable.Repeat("<x>", 100_000));
        Assert.Equal(FeedFaultKind.TooDeep, FeedReader.Read(Encoding.UTF8.GetBytes(deep), null, Url).Fault?.Kind);
        Assert.Equal(FeedFaultKind.TooLarge, FeedReader.Read(new byte[FeedReader.MaxBytes + 1], null, Url).Fault?.Kind);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [", "<!ENTITY", 160_000, "")]
    [InlineData("<!DOCTYPE rss [", "<!ENTITY>", 400_000, "]>")]
    [InlineData("<rss ", "a=\"<>\"", 2_300, "\" n")]
    [InlineData("<rss ", "a=\"<>\"", 2_300, "\" ")]
    public void Read_of_markup_that_is_searched_for_its_end_again_and_again_takes_linear_time(string start, string again, int times, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(again, times)) + end + new string(end.Length > 0 ? end[^1] : ' ', 4_000_000);
        var began = TimeProvider.System.GetTimestamp();

        FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Url);

        // A tenth of a second, or so; more than half a minute when each end is searched for to the end of the text.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Read_of_more_entries_than_the_bound_stops_there()
    {
        var text = "<rss><channel>" + string.Concat(Enumerable.Repeat("<item><title>t</title></item>", FeedReader.MaxEntries + 10)) + "</channel></rss>";
        Assert.Equal(FeedReader.MaxEntries, Feed(text).Entries.Count);
    }

    [Fact]
    public void Read_of_any_markup_never_throws_and_bounds_its_texts()
    {
        var part = Gen.OneOf("<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<a b=c d='e", "<![CDATA[", "]]>", "<!--", "-->",
            "<?", "?>", "<!DOCTYPE x [", "&amp;", "&eacute;", "&#x110000;", "&", "<", ">", "\0", "\uD800", "{", "\"items\":[", "]", "}", "text", "<p>", "</channel>", "</rss>", "xml:base=\"//[\"");
        Gen.Select(part.Array[0, 40].Select(string.Concat), Gen.Byte.Array[0, 12]).Sample((text, tail) =>
        {
            var result = FeedReader.Read((byte[])[.. Encoding.UTF8.GetBytes(text), .. tail], null, Url);
            Assert.NotEqual(result.Document is null, result.Fault is null);
            Assert.All(result.Document?.Entries ?? [], entry => Assert.True((entry.Title?.Length ?? 0) <= 1_000 && (entry.Summary?.Length ?? 0) <= 10_000));
        });
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    private static FeedDocument Feed(string text)
    {
        var result = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Url);
        Assert.True(result.IsFeed, result.Fault?.Reason);
        return result.Document;
    }
}
