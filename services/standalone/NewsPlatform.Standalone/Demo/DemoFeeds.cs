using System.Globalization;
using System.Text;
using System.Xml;

namespace NewsPlatform.Standalone.Demo;

/// <summary>What the newsroom tells machines: robots.txt, feeds and sitemaps.</summary>
internal static class DemoFeeds
{
    private const string AtomNamespace = "http://www.w3.org/2005/Atom";
    private const string ContentNamespace = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCoreNamespace = "http://purl.org/dc/elements/1.1/";
    private const string SitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string NewsNamespace = "http://www.google.com/schemas/sitemap-news/0.9";

    public static bool TryWrite(string path, string origin, List<DemoPage> pages, out string contentType, out string text)
    {
        (contentType, text) = path switch
        {
            "/robots.txt" => ("text/plain; charset=utf-8", Robots(origin)),
            "/harbour/feed.xml" => ("application/rss+xml; charset=utf-8", Xml(writer => Rss(writer, origin, Feed(pages, "harbour")))),
            "/meridian/atom.xml" => ("application/atom+xml; charset=utf-8", Xml(writer => Atom(writer, origin, Feed(pages, "meridian")))),
            "/sitemap.xml" => ("application/xml; charset=utf-8", Xml(writer => SitemapIndex(writer, origin))),
            "/sitemap-news.xml" => ("application/xml; charset=utf-8", Xml(writer => NewsSitemap(writer, origin, pages))),
            "/sitemap-pages.xml" => ("application/xml; charset=utf-8", Xml(writer => PageSitemap(writer, origin, pages))),
            _ => ("", ""),
        };
        return text.Length > 0;
    }

    private static string Robots(string origin) => $"""
        # The demo newsroom welcomes robots, but not to its drafts.
        User-agent: *
        Disallow: /harbour/drafts/
        Allow: /

        Sitemap: {origin}/sitemap.xml

        """;

    private static List<DemoPage> Feed(List<DemoPage> pages, string publication) => [.. pages
        .Where(page => page.InFeed && page.Publication == publication)
        .OrderByDescending(page => page.Modified ?? page.Published)];

    // RSS 2.0. Links carry the usual tracking parameter, the guid does not: readers must see one address behind both.
    private static void Rss(XmlWriter writer, string origin, List<DemoPage> pages)
    {
        var publication = DemoPublication.Of("harbour");
        writer.WriteStartElement("rss");
        writer.WriteAttributeString("version", "2.0");
        writer.WriteAttributeString("xmlns", "content", null, ContentNamespace);
        writer.WriteAttributeString("xmlns", "dc", null, DublinCoreNamespace);
        writer.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        writer.WriteStartElement("channel");
        writer.WriteElementString("title", publication.Name);
        writer.WriteElementString("link", $"{origin}/{publication.Key}/");
        writer.WriteElementString("description", publication.Motto);
        writer.WriteElementString("language", "en");
        writer.WriteElementString("lastBuildDate", Rfc1123(pages[0].Modified ?? pages[0].Published));
        writer.WriteElementString("ttl", "1");
        writer.WriteStartElement("link", AtomNamespace);
        writer.WriteAttributeString("href", origin + publication.FeedPath);
        writer.WriteAttributeString("rel", "self");
        writer.WriteAttributeString("type", "application/rss+xml");
        writer.WriteEndElement();
        foreach (var page in pages)
        {
            writer.WriteStartElement("item");
            writer.WriteElementString("title", page.Title);
            writer.WriteElementString("link", $"{origin}{page.Path}?utm_source=rss&utm_medium=feed");
            writer.WriteStartElement("guid");
            writer.WriteAttributeString("isPermaLink", "true");
            writer.WriteString(origin + page.Path);
            writer.WriteEndElement();
            writer.WriteElementString("pubDate", Rfc1123(page.Published));
            if (page.Modified is { } modified)
                writer.WriteElementString("updated", AtomNamespace, DemoPageRenderer.Iso(modified));
            foreach (var author in page.Authors)
                writer.WriteElementString("creator", DublinCoreNamespace, author);
            foreach (var tag in page.Tags)
                writer.WriteElementString("category", tag);
            writer.WriteElementString("description", page.Standfirst);
            if (page.FullTextInFeed)
            {
                writer.WriteStartElement("encoded", ContentNamespace);
                writer.WriteCData(FeedHtml(page));
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Atom(XmlWriter writer, string origin, List<DemoPage> pages)
    {
        var publication = DemoPublication.Of("meridian");
        writer.WriteStartElement("feed", AtomNamespace);
        writer.WriteElementString("id", AtomNamespace, $"{origin}/{publication.Key}/");
        writer.WriteElementString("title", AtomNamespace, publication.Name);
        writer.WriteElementString("subtitle", AtomNamespace, publication.Motto);
        writer.WriteElementString("updated", AtomNamespace, DemoPageRenderer.Iso((pages[0].Modified ?? pages[0].Published)!.Value));
        AtomLink(writer, "self", origin + publication.FeedPath);
        AtomLink(writer, "alternate", $"{origin}/{publication.Key}/");
        foreach (var page in pages)
        {
            writer.WriteStartElement("entry", AtomNamespace);
            writer.WriteAttributeString("xml", "lang", null, page.Language);
            writer.WriteElementString("id", AtomNamespace, origin + page.Path);
            writer.WriteElementString("title", AtomNamespace, page.Title);
            AtomLink(writer, "alternate", origin + page.Path);
            writer.WriteElementString("published", AtomNamespace, DemoPageRenderer.Iso(page.Published!.Value));
            writer.WriteElementString("updated", AtomNamespace, DemoPageRenderer.Iso((page.Modified ?? page.Published)!.Value));
            foreach (var author in page.Authors)
            {
                writer.WriteStartElement("author", AtomNamespace);
                writer.WriteElementString("name", AtomNamespace, author);
                writer.WriteEndElement();
            }

            foreach (var tag in page.Tags)
            {
                writer.WriteStartElement("category", AtomNamespace);
                writer.WriteAttributeString("term", tag);
                writer.WriteEndElement();
            }

            writer.WriteElementString("summary", AtomNamespace, page.Standfirst);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void SitemapIndex(XmlWriter writer, string origin)
    {
        writer.WriteStartElement("sitemapindex", SitemapNamespace);
        foreach (var name in (string[])["sitemap-news.xml", "sitemap-pages.xml"])
        {
            writer.WriteStartElement("sitemap", SitemapNamespace);
            writer.WriteElementString("loc", SitemapNamespace, $"{origin}/{name}");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void NewsSitemap(XmlWriter writer, string origin, List<DemoPage> pages)
    {
        writer.WriteStartElement("urlset", SitemapNamespace);
        writer.WriteAttributeString("xmlns", "news", null, NewsNamespace);
        foreach (var page in pages.Where(page => page.InFeed))
        {
            writer.WriteStartElement("url", SitemapNamespace);
            writer.WriteElementString("loc", SitemapNamespace, origin + page.Path);
            writer.WriteElementString("lastmod", SitemapNamespace, DemoPageRenderer.Iso((page.Modified ?? page.Published)!.Value));
            writer.WriteStartElement("news", NewsNamespace);
            writer.WriteStartElement("publication", NewsNamespace);
            writer.WriteElementString("name", NewsNamespace, DemoPublication.Of(page.Publication).Name);
            writer.WriteElementString("language", NewsNamespace, page.Language);
            writer.WriteEndElement();
            writer.WriteElementString("publication_date", NewsNamespace, DemoPageRenderer.Iso(page.Published!.Value));
            writer.WriteElementString("title", NewsNamespace, page.Title);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // Every address, also the ones that lead nowhere: sitemaps of real sites are no better kept.
    private static void PageSitemap(XmlWriter writer, string origin, List<DemoPage> pages)
    {
        writer.WriteStartElement("urlset", SitemapNamespace);
        foreach (var page in pages)
        {
            writer.WriteStartElement("url", SitemapNamespace);
            writer.WriteElementString("loc", SitemapNamespace, origin + page.Path);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string FeedHtml(DemoPage page) => string.Concat(
        DemoBody.Parse(page.Body).Paragraphs.Select(paragraph => $"<p>{DemoTemplate.Escape(paragraph)}</p>\n"));

    private static void AtomLink(XmlWriter writer, string relation, string address)
    {
        writer.WriteStartElement("link", AtomNamespace);
        writer.WriteAttributeString("rel", relation);
        writer.WriteAttributeString("href", address);
        writer.WriteEndElement();
    }

    private static string Rfc1123(DateTimeOffset? time) => time!.Value.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

    private static string Xml(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
