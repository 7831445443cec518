using System.Globalization;
using System.Text;
using static System.Net.WebUtility;

namespace NewsPlatform.TestKit.Web;

/// <summary>
/// A made-up news site: article N is the same in every run, differs from all others in nearly every sentence, and
/// stands in one of four page layouts among the navigation, teasers and notices of a real site.
/// </summary>
public static class ArticlePages
{
    private static readonly DateTimeOffset FirstDay = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sections = ["Region", "Business", "Science", "Culture", "Health", "Transport"];

    /// <summary>The path of an article's page.</summary>
    public static string PathOf(int number) => $"/{SectionOf(number).ToLowerInvariant()}/story-{number.ToString(CultureInfo.InvariantCulture)}.html";

    /// <summary>An article and its page.</summary>
    /// <param name="number">From 0 up.</param>
    /// <param name="site">The root of the site that serves it; addresses in the page begin with it.</param>
    public static ArticlePage Create(int number, Uri site)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var text = ArticleText.Write(number);
        var page = new ArticlePage(number, PathOf(number), text.Title, text.Author, PublishedOf(number), SectionOf(number), text.Paragraphs, Html: "");
        return page with { Html = ArticleLayouts.Render(page, site, Teasers(number, site)) };
    }

    /// <summary>An RSS 2.0 feed of articles, the newest first.</summary>
    /// <param name="first">Number of the oldest.</param>
    /// <param name="count">How many.</param>
    /// <param name="site">The root of the site.</param>
    public static string Feed(int first, int count, Uri site)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>The Test Courier</title>")
            .Append(CultureInfo.InvariantCulture, $"<link>{HtmlEncode(site.AbsoluteUri)}</link><description>Made-up news</description>\n");
        for (var number = first + count - 1; number >= first; number--)
        {
            var address = HtmlEncode(new Uri(site, PathOf(number)).AbsoluteUri);
            xml.Append(CultureInfo.InvariantCulture, $"<item><title>{HtmlEncode(ArticleText.Write(number).Title)}</title><link>{address}</link><guid>{address}</guid>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>{PublishedOf(number):r}</pubDate></item>\n");
        }

        return xml.Append("</channel></rss>\n").ToString();
    }

    /// <summary>A sitemap (sitemaps.org 0.9) of articles.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="site">The root of the site.</param>
    public static string Sitemap(int first, int count, Uri site)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (var number = first; number < first + count; number++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<url><loc>{HtmlEncode(new Uri(site, PathOf(number)).AbsoluteUri)}</loc><lastmod>{PublishedOf(number):yyyy-MM-ddTHH:mm:ssZ}</lastmod></url>\n");
        }

        return xml.Append("</urlset>\n").ToString();
    }

    /// <summary>Serves the first articles, <c>/feed.xml</c>, <c>/sitemap.xml</c> and <c>/robots.txt</c>.</summary>
    public static void Serve(TestWeb web, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var number = i;
            web.Serve(PathOf(number), _ => TestResponse.Html(Create(number, web.Address).Html));
        }

        web.Serve("/feed.xml", _ => TestResponse.Xml(Feed(0, count, web.Address)));
        web.Serve("/sitemap.xml", _ => TestResponse.Xml(Sitemap(0, count, web.Address)));
        web.Serve("/robots.txt", TestResponse.Text($"User-agent: *\nAllow: /\nSitemap: {web.At("/sitemap.xml")}\n"));
    }

    internal static DateTimeOffset PublishedOf(int number) => FirstDay.AddMinutes(37L * number % (60 * 24 * 300));

    private static string SectionOf(int number) => Sections[number % Sections.Length];

    private static List<(string Title, string Address)> Teasers(int number, Uri site) =>
        [.. new[] { number + 1, number + 5, number + 11 }.Select(other => (ArticleText.Write(other).Title, new Uri(site, PathOf(other)).AbsoluteUri))];
}
