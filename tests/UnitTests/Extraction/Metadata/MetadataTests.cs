using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Metadata;

public sealed class MetadataTests
{
    private static ExtractedArticle Of(string head) => Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1><article>" + Pages.Prose + "</article>", head));

    [Theory]
    [InlineData("{\"@type\":\"NewsArticle\",\"articleSection\":\"Local\"}")]
    [InlineData("[{\"@type\":\"WebPage\"},{\"@type\":[\"NewsArticle\"],\"articleSection\":[\"Local\",\"City\"]}]")]
    [InlineData("{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"http://schema.org/NewsArticle\",\"articleSection\":\"Local\"}]}")]
    [InlineData("//<![CDATA[\n{\"@type\":\"NewsArticle\",\"articleSection\":\"Local\",}\n//]]>")]
    [InlineData("{\"@type\":\"NewsArticle\",\"articleSection\":\"Local\",\"description\":\"two\nlines\"}")]
    [InlineData("{\"@type\":\"NewsArticle\",\"articleSection\":\"Local\",\"description\":\"cut sh")]
    [InlineData("/* data */ {\"@type\":\"NewsArticle\",\"articleSection\":\"Local\"};")]
    public void Section_is_read_from_json_ld_of_any_shape(string json) => Assert.Equal("Local", Of("<script type=\"application/ld+json\">" + json + "</script>").Section?.Value);

    [Fact]
    public void Json_ld_of_listed_articles_is_not_the_pages()
    {
        var article = Of("<script type=application/ld+json>{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"item\":{\"@type\":\"NewsArticle\",\"headline\":\"Other\",\"articleSection\":\"Sport\",\"datePublished\":\"2020-01-01\"}}]}</script>");
        Assert.Null(article.Section);
        Assert.Equal("Harbour bridge to close", article.Title.Value);
    }

    [Fact]
    public void Canonical_address_beats_the_fetched_one_unless_it_is_the_front_page()
    {
        Assert.Equal("https://paper.example/a", Of("<link rel=canonical href=/a>").CanonicalUrl.Value.AbsoluteUri);
        Assert.Equal("https://paper.example/news/bridge", Of("<link rel=canonical href=/>").CanonicalUrl.Value.AbsoluteUri);
    }

    [Fact]
    public void Links_of_the_head_are_read()
    {
        var article = Of("<link rel=amphtml href=/amp/a><link rel=alternate hreflang=de href=/de/a><link rel=alternate type=application/rss+xml href=/feed>");
        Assert.Equal("https://paper.example/amp/a", article.AmpUrl?.AbsoluteUri);
        Assert.Equal("de", Assert.Single(article.Alternates).Language);
    }

    [Fact]
    public void Rights_signals_are_reported_as_found()
    {
        var rights = Of("<meta name=robots content='index, noai'><meta name=tdm-reservation content=1><meta name=tdm-policy content=https://paper.example/tdm><link rel=license href=https://creativecommons.org/licenses/by/4.0/>").Rights;
        Assert.True(rights.NoAi);
        Assert.True(rights.TdmReserved);
        Assert.Equal("https://paper.example/tdm", rights.TdmPolicy);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", rights.License);
        Assert.Null(Of("").Rights.TdmReserved);
    }

    [Fact]
    public void Publisher_and_tags_and_picture_are_read()
    {
        var article = Of("<meta property=article:tag content=Traffic><meta property=article:tag content=Harbour><meta property=og:image content=/b.jpg>");
        Assert.Equal("The Paper", article.Publisher?.Value.Name);
        Assert.Equal(["Traffic", "Harbour"], article.Tags);
        Assert.Equal("https://paper.example/b.jpg", article.LeadImage?.Value.Url.AbsoluteUri);
    }

    [Fact]
    public void Breadcrumbs_leave_out_the_article_itself() =>
        Assert.Equal(["Home", "Local"], Of("<script type=application/ld+json>{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":\"Home\"},{\"item\":{\"name\":\"Local\"}},{\"name\":\"Harbour bridge to close\"}]}</script>").Breadcrumbs);

    [Theory]
    [InlineData("https://paper.example/opinion/bridge", ArticleKind.Opinion)]
    [InlineData("https://paper.example/obituaries/bridge", ArticleKind.Obituary)]
    [InlineData("https://paper.example/sponsored/bridge", ArticleKind.Sponsored)]
    [InlineData("https://paper.example/news/bridge", ArticleKind.Article)]
    public void Kind_follows_the_address(string url, ArticleKind kind) => Assert.Equal(kind, Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>"), url).Kind);

    [Fact]
    public void Feed_fills_what_the_page_lacks()
    {
        var published = new DateTimeOffset(2024, 5, 3, 10, 0, 0, TimeSpan.Zero);
        var article = Pages.Article("<html><body><article>" + Pages.Prose + "</article></body></html>", feed: new FeedHint("Harbour bridge to close", "Cracks were found in two piers of the bridge.", published, ["Ann Lee"]));
        Assert.Equal(("Harbour bridge to close", EvidenceMethod.Feed), (article.Title.Value, article.Title.Evidence.Method));
        Assert.Equal(published, article.Published?.Value.Instant);
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }
}
