using System.Text;
using NewsPlatform.Crawling.Feeds;

namespace NewsPlatform.UnitTests.Crawling.Feeds;

public sealed class FeedFormatTests
{
    private static readonly Uri Url = new("https://news.example/feeds/all.xml");

    [Theory]
    [InlineData("<author>jane@news.example (Jane Doe)</author>", "Jane Doe", "jane@news.example")]
    [InlineData("<author>Jane Doe &lt;mailto:jane@news.example&gt;</author>", "Jane Doe", "jane@news.example")]
    [InlineData("<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Jane Doe</dc:creator>", "Jane Doe", null)]
    [InlineData("<author>@jane</author>", "@jane", null)]
    [InlineData("<author xmlns='http://www.w3.org/2005/Atom'><name>Jane Doe</name><email>jane@news.example</email></author>", "Jane Doe", "jane@news.example")]
    public void A_name_and_a_mail_address_are_told_apart(string author, string name, string? email)
    {
        var entry = Assert.Single(Feed($"<rss><channel><item><title>x</title>{author}</item></channel></rss>").Entries);
        Assert.Equal([name], entry.Authors);
        Assert.Equal(email is null ? [] : [email], entry.AuthorEmails);
    }

    [Fact]
    public void Author_of_a_million_words_costs_no_more_than_one_of_a_long_word()
    {
        var word = AllocatedBy(new string('a', 3_000_000));
        var words = AllocatedBy(string.Concat(Enumerable.Repeat("aa ", 1_000_000)));

        Assert.InRange(words, 0, word * 1.5);

        static double AllocatedBy(string author)
        {
            var feed = Encoding.UTF8.GetBytes($"<rss><channel><item><title>x</title><author>{author}</author></item></channel></rss>");
            var before = GC.GetAllocatedBytesForCurrentThread();
            FeedReader.Read(feed, null, Url);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Read_of_Atom_gives_what_a_feed_says_of_itself()
    {
        var feed = Feed("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><id>urn:a</id><title>T</title><subtitle>About</subtitle><rights>All</rights><generator>G</generator>
            <icon>/i.png</icon><link rel="self" href="/feed"/><author><name>Jane Doe</name></author><category term="w" label="Weather"/>
            <entry><id>urn:b</id><title type="application/octet-stream">U3Rvcm0=</title><summary>Short</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content>
            <link rel="enclosure" href="/a.mp3" type="audio/mpeg" length="7"/><link rel="replies" type="text/html" href="/talk"/><source><title>Origin</title><entry/></source></entry></feed>
            """);
        Assert.Equal(("urn:a", "https://news.example/feed", "About", "All", "G"), (feed.Id, feed.FeedUrl, feed.Description, feed.Copyright, feed.Generator));
        Assert.Equal("https://news.example/i.png", feed.ImageUrl);
        Assert.Equal(["Weather"], feed.Categories);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("Storm", "Short", "Long", "Origin", "de"), (entry.Title, entry.Summary, entry.Content, entry.SourceTitle, entry.Language));
        Assert.Equal("https://news.example/talk", entry.CommentsUrl);
        Assert.Equal(new FeedEnclosure("https://news.example/a.mp3", "audio/mpeg", 7), Assert.Single(entry.Enclosures));
        Assert.Equal(["Jane Doe"], entry.Authors); // RFC 4287 section 4.2.1
    }

    [Fact]
    public void Read_of_media_RSS_gives_each_file_once_and_the_thumbnail_as_picture()
    {
        var entry = Assert.Single(Feed("""
            <rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><enclosure url="/a.mp4"/><media:group><media:content url="/a.mp4"/><media:content url="/b.mp4"/>
            <media:thumbnail url="/t.jpg"/></media:group></item></channel></rss>
            """).Entries);
        Assert.Equal(["https://news.example/a.mp4", "https://news.example/b.mp4", "https://news.example/t.jpg"], entry.Enclosures.Select(e => e.Url));
        Assert.Equal("https://news.example/t.jpg", entry.ImageUrl);
    }

    [Fact]
    public void Read_of_CDF_gives_addresses_and_times_from_attributes()
    {
        var feed = Feed("""<CHANNEL HREF="/home" LASTMOD="2004-04-07T04:05:43Z"><ITEM HREF="/a" LASTMOD="2004-04-08T04:05:43Z"><TITLE>A</TITLE><ABSTRACT>B</ABSTRACT></ITEM></CHANNEL>""");
        Assert.Equal("https://news.example/home", feed.Link);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("https://news.example/a", "A", "B"), (entry.Url, entry.Title, entry.Summary));
        Assert.Equal(new DateTimeOffset(2004, 4, 8, 4, 5, 43, TimeSpan.Zero), entry.Updated);
    }

    [Fact]
    public void Read_of_a_page_that_holds_a_feed_gives_the_feed() =>
        Assert.Single(Feed("<html><body><feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id></entry></feed></body></html>").Entries);

    [Fact]
    public void Read_of_an_entity_that_the_document_declares_gives_its_text() =>
        Assert.Equal("tag:x", Assert.Single(Feed("<!DOCTYPE rss [<!ENTITY id \"tag:x\">]><rss><channel><item><guid>&id;</guid></item></channel></rss>").Entries).Id);

    [Fact]
    public void Read_of_entities_made_of_entities_is_refused()
    {
        var bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>";
        Assert.Equal(FeedFaultKind.Malformed, FeedReader.Read(Encoding.UTF8.GetBytes(bomb), null, Url).Fault?.Kind);
    }

    [Theory]
    [InlineData("\0\0\0<")]
    [InlineData("<\0\0\0")]
    public void Read_of_UTF_32_is_seen_by_its_zeros(string start)
    {
        var encoding = start[0] == '<' ? Encoding.UTF32 : new UTF32Encoding(bigEndian: true, byteOrderMark: false);
        Assert.Equal("Ж", FeedReader.Read(encoding.GetBytes("<rss><channel><title>Ж</title></channel></rss>"), null, Url).Document?.Title);
    }

    [Fact]
    public void Read_gives_no_text_that_a_database_cannot_hold()
    {
        var feed = Feed("<rss><channel><title>a&amp;#xFFFE;&amp;#xD800;b</title></channel></rss>");
        Assert.DoesNotContain('\uFFFE', feed.Title!);
        Assert.Equal("a&#xD800;b", feed.Title); // a reference to no character stays what it is
    }

    [Fact]
    public void Read_of_JSON_discards_an_item_that_nothing_tells_from_others()
    {
        var feed = Feed("""{"authors":[{"name":"Jane"}],"items":[{"id":1,"content_html":"<p>x</p>","attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":7}]},{"content_text":"no id"}]}""");
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("1", "x", "Jane"), (entry.Id, entry.Content, Assert.Single(entry.Authors)));
        Assert.Equal(new FeedEnclosure("https://news.example/a.mp3", "audio/mpeg", 7), Assert.Single(entry.Enclosures));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&broken<br>")]
    public void Read_of_Atom_that_forgot_its_namespace_finds_what_only_Atom_has(string more)
    {
        var feed = Feed($"""
            <feed><title>News</title><subtitle>Of the coast</subtitle><link rel="self" href="/feed"/><link href="/"/><rights>R</rights>
            <entry><title>One</title><link href="/1"/><author><name>Jane</name></author><category term="x" label="Weather"/><summary>short</summary><content type="html">&lt;p&gt;long</content>{more}</entry></feed>
            """);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("News", "Of the coast", "R"), (feed.Title, feed.Description, feed.Copyright));
        Assert.Equal(("https://news.example/1", "Jane", "Weather", "short", "long"), (entry.Url, Assert.Single(entry.Authors), Assert.Single(entry.Categories), entry.Summary, entry.Content));
    }

    private static FeedDocument Feed(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Url).Document ?? throw new InvalidOperationException("not read");
}
