using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using static System.Net.WebUtility;

namespace NewsPlatform.TestKit.Web;

/// <summary>Four ways in which news sites write their pages; which one is taken follows from the article's number.</summary>
internal static class ArticleLayouts
{
    // Not the relaxed encoder: it leaves "</script>" as it is.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    public static string Render(ArticlePage page, Uri site, IReadOnlyList<(string Title, string Address)> teasers) => (page.Number % 4) switch
    {
        0 => Document(page, site, JsonLd(page, site), teasers, $"""
            <main><article>
            <h1>{HtmlEncode(page.Title)}</h1>
            <p class="byline">By <a rel="author" href="/people/{page.Number}">{HtmlEncode(page.Author)}</a></p>
            <time datetime="{Iso(page.Published)}">{Day(page.Published)}</time>
            <div class="article-body">{Body(page)}</div>
            </article></main>
            """),
        1 => Document(page, site, OpenGraph(page, site), teasers, $"""
            <div id="content"><div class="story story--main">
            <div class="headline"><h1 class="hl">{HtmlEncode(page.Title)}</h1></div>
            <div class="meta"><span class="author">{HtmlEncode(page.Author)}</span> | <span class="date">{Day(page.Published)}</span></div>
            <div class="text">{Body(page)}</div>
            <div class="share"><a href="#">Share</a> <a href="#">Print</a> <a href="#">Send</a></div>
            </div></div>
            """),
        2 => Document(page, site, "", teasers, $"""
            <div itemscope itemtype="https://schema.org/NewsArticle">
            <h1 itemprop="headline">{HtmlEncode(page.Title)}</h1>
            <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{HtmlEncode(page.Author)}</span></span>
            <meta itemprop="datePublished" content="{Iso(page.Published)}">
            <div itemprop="articleBody">{Body(page)}</div>
            </div>
            """),
        _ => Document(page, site, OpenGraph(page, site) + JsonLd(page, site), teasers, $"""
            <table class="layout"><tr><td class="left"></td><td class="main">
            <h1>{HtmlEncode(page.Title)}</h1>
            <p class="author">By {HtmlEncode(page.Author)}, {Day(page.Published)}</p>
            {Body(page)}
            </td><td class="right"></td></tr></table>
            """),
    };

    private static string Document(ArticlePage page, Uri site, string head, IReadOnlyList<(string Title, string Address)> teasers, string main)
    {
        var links = new StringBuilder();
        foreach (var (title, address) in teasers)
        {
            links.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{HtmlEncode(address)}\">{HtmlEncode(title)}</a></li>\n");
        }

        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <title>{HtmlEncode(page.Title)} - The Test Courier</title>
            <link rel="canonical" href="{HtmlEncode(new Uri(site, page.Path).AbsoluteUri)}">
            <link rel="alternate" type="application/rss+xml" href="/feed.xml">
            {head}
            </head><body>
            <header><a href="/">The Test Courier</a>
            <nav><ul><li><a href="/region/">Region</a></li><li><a href="/business/">Business</a></li><li><a href="/culture/">Culture</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav></header>
            <div class="cookie-banner"><p>We use cookies to run this site. <button>Accept</button></p></div>
            {main}
            <aside><h2>More stories</h2><ul>
            {links}</ul>
            <p class="newsletter">Sign up for our morning newsletter.</p></aside>
            <footer><p>&copy; The Test Courier. All rights reserved. <a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></p></footer>
            </body></html>

            """;
    }

    private static string JsonLd(ArticlePage page, Uri site)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["mainEntityOfPage"] = new Uri(site, page.Path).AbsoluteUri,
            ["headline"] = page.Title,
            ["datePublished"] = Iso(page.Published),
            ["articleSection"] = page.Section,
            ["author"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["@type"] = "Person", ["name"] = page.Author },
        };
        return $"<script type=\"application/ld+json\">{JsonSerializer.Serialize(data, Json)}</script>\n";
    }

    private static string OpenGraph(ArticlePage page, Uri site) => $"""
        <meta property="og:type" content="article">
        <meta property="og:title" content="{HtmlEncode(page.Title)}">
        <meta property="og:url" content="{HtmlEncode(new Uri(site, page.Path).AbsoluteUri)}">
        <meta property="article:published_time" content="{Iso(page.Published)}">
        <meta name="author" content="{HtmlEncode(page.Author)}">

        """;

    private static string Body(ArticlePage page) =>
        string.Concat(page.Paragraphs.Select(paragraph => $"<p>{HtmlEncode(paragraph)}</p>\n"));

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
