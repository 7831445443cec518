using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Titles;

public sealed class TitleTests
{
    [Theory]
    [InlineData("<title>Harbour bridge to close | The Paper</title>", "")]
    [InlineData("<title>The Paper - Harbour bridge to close</title>", "")]
    [InlineData("<title>The Paper</title><meta property=og:title content='Harbour bridge to close - The Paper'>", "")]
    [InlineData("<title>x</title><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2024-05-03\"}</script>", "")]
    [InlineData("<title>Harbour bridge to close after cracks | The Paper</title>", "<h1>The Paper</h1><h1>Harbour bridge to close</h1>")]
    public void Title_is_the_headline_without_the_site(string head, string body)
    {
        var article = Pages.Article("<html><head><meta property=og:site_name content='The Paper'>" + head + "</head><body>" + body + "<article>" + Pages.Prose + "</article></body></html>");
        Assert.Equal("Harbour bridge to close", article.Title.Value);
    }

    [Fact]
    public void Title_keeps_the_candidates_that_lost()
    {
        var article = Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1><article>" + Pages.Prose + "</article>", "<meta property=og:title content='You will not believe which bridge'>"));
        Assert.Equal(EvidenceMethod.Html, article.Title.Evidence.Method);
        Assert.Contains(article.Title.Others, other => other.Value == "You will not believe which bridge" && other.Evidence.Method == EvidenceMethod.OpenGraph);
    }
}
