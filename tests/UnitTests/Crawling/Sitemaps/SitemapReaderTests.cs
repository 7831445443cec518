using System.IO.Compression;
using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Sitemaps;

namespace NewsPlatform.UnitTests.Crawling.Sitemaps;

public sealed class SitemapReaderTests
{
    private static readonly Uri Url = new("https://news.example/sitemap.xml");

    private const string News = """
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc> https://news.example/1?a=1&amp;b=2 </loc><image:image><image:loc>https://img.example/1.jpg</image:loc></image:image><lastmod>2020-01-03</lastmod>
        <news:news><news:publication><news:name>The Paper</news:name><news:language>en</news:language></news:publication>
        <news:publication_date>2020-01-02T03:04:05Z</news:publication_date><news:title>Storm</news:title></news:news></url></urlset>
        """;

    [Fact]
    public void Read_of_a_news_sitemap_gives_pages_with_their_news_facts()
    {
        var map = Map(Encoding.UTF8.GetBytes(News));
        var entry = Assert.Single(map.Entries);
        Assert.Equal(SitemapKind.Pages, map.Kind);
        Assert.Equal("https://news.example/1?a=1&b=2", entry.Url);
        Assert.Equal(new DateTimeOffset(2020, 1, 3, 0, 0, 0, TimeSpan.Zero), entry.LastModified);
        Assert.Equal(new SitemapNews("Storm", new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), "en", "The Paper"), entry.News);
    }

    [Fact]
    public void Read_of_gzip_knows_it_by_its_first_bytes()
    {
        Assert.Single(Map(Gzip(Encoding.UTF8.GetBytes(News))).Entries);
    }

    [Fact]
    public void Read_of_an_index_gives_the_sitemaps()
    {
        var map = Map("<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>https://news.example/b.xml</loc></sitemap></sitemapindex>"u8.ToArray());
        Assert.Equal(SitemapKind.Index, map.Kind);
        Assert.Equal(["https://news.example/a.xml", "https://news.example/b.xml"], map.Entries.Select(entry => entry.Url));
    }

    [Fact]
    public void Read_of_text_takes_the_lines_that_are_addresses()
    {
        var map = Map("https://news.example/1\r\n\r\nhello\nhttps://news.example/2"u8.ToArray());
        Assert.Equal(SitemapKind.Text, map.Kind);
        Assert.Equal(2, map.Entries.Count);
    }

    [Fact]
    public void Read_of_broken_XML_gives_the_entries_that_are_there()
    {
        Assert.Equal(2, Map("<urlset><url><loc>https://news.example/?a=1&b=2</loc></url><url><loc>https://news.example/2</loc>"u8.ToArray()).Entries.Count);
    }

    [Fact]
    public void Read_of_more_entries_than_the_bound_says_that_it_stopped()
    {
        var text = "<urlset>" + string.Concat(Enumerable.Repeat("<url><loc>https://news.example/</loc></url>", SitemapReader.MaxEntries + 1)) + "</urlset>";
        var map = Map(Encoding.UTF8.GetBytes(text));
        Assert.Equal(SitemapReader.MaxEntries, map.Entries.Count);
        Assert.True(map.Truncated);
    }

    [Fact]
    public void Read_of_faulty_bytes_says_why()
    {
        Assert.Equal(SitemapFaultKind.Empty, Fault([]));
        Assert.Equal(SitemapFaultKind.NotASitemap, Fault("<html></html>"u8.ToArray()));
        Assert.Equal(SitemapFaultKind.NotASitemap, Fault("words"u8.ToArray()));
        Assert.Equal(SitemapFaultKind.NotASitemap, Fault("\uFEFF\uFEFF \uFEFF"u8.ToArray()));
        Assert.Equal(SitemapFaultKind.BadGzip, Fault(Gzip(Encoding.UTF8.GetBytes(News))[..^20]));
        Assert.Equal(SitemapFaultKind.TooLarge, Fault(Gzip(new byte[SitemapReader.MaxBytes + 1])));
    }

    [Fact]
    public void Read_of_any_markup_never_throws()
    {
        var part = Gen.OneOf("<urlset>", "<url>", "</url>", "<loc>", "</loc>", "https://a.example/", "<news:news>", "<sitemapindex>", "<sitemap>", "&", "<", "]]>", "<![CDATA[", "\n", "\0", "<lastmod>", "2020", "\u001F\u008B");
        Gen.Select(part.Array[0, 40].Select(string.Concat), Gen.Byte.Array[0, 12]).Sample((text, tail) =>
        {
            var result = SitemapReader.Read((byte[])[.. Encoding.Latin1.GetBytes(text), .. tail], null, Url);
            Assert.NotEqual(result.Document is null, result.Fault is null);
        });
    }

    private static SitemapFaultKind? Fault(byte[] bytes) => SitemapReader.Read(bytes, null, Url).Fault?.Kind;

    private static SitemapDocument Map(byte[] bytes)
    {
        var result = SitemapReader.Read(bytes, null, Url);
        Assert.True(result.IsSitemap, result.Fault?.Reason);
        return result.Document;
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
}
