using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Dates;

public sealed class ArticleDateTests
{
    private static readonly DateTimeOffset Fetched = new(2024, 5, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Published_prefers_json_ld_and_keeps_modified_apart()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>",
            "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2024-05-03T10:00:00+02:00\",\"dateModified\":\"2024-05-04T08:00:00+02:00\"}]}</script>"
            + "<meta property=article:published_time content=2024-05-02>"), fetchedAt: Fetched);
        Assert.Equal("2024-05-03T10:00:00+02:00", article.Published?.Value.ToString());
        Assert.Equal("2024-05-04T08:00:00+02:00", article.Modified?.Value.ToString());
        Assert.Contains(article.Published!.Others, other => other.Value.Day == "2024-05-02");
    }

    [Fact]
    public void Published_later_than_the_fetch_is_not_believed() =>
        Assert.Null(Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>", "<meta property=article:published_time content=2024-06-01>"), fetchedAt: Fetched).Published);

    [Fact]
    public void Published_is_absent_when_only_a_change_is_dated()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>", "<meta property=article:modified_time content=2024-05-04>"), fetchedAt: Fetched);
        Assert.Null(article.Published);
        Assert.Equal("2024-05-04", article.Modified?.Value.ToString());
    }

    [Theory]
    [InlineData("<time datetime=\"2024-05-03T10:00Z\">3 May</time>", "2024-05-03T10:00+00:00")]
    [InlineData("<p class=\"article-date\">Published: 3 May 2024</p>", "2024-05-03")]
    [InlineData("<div>3. Mai 2024</div>", "2024-05-03")]
    public void Published_is_read_from_the_line_above_the_text(string line, string expected) =>
        Assert.Equal(expected, Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + "</div></main>"), fetchedAt: Fetched).Published?.Value.ToString());

    [Theory]
    [InlineData("<table><tr><td>The Paper, Friday, 10 May 2024</td></tr></table>")]
    [InlineData("<header><time class=today>10 May 2024</time></header>")]
    [InlineData("<div class=td_data_time>Friday, 10 May 2024</div>")]
    public void Clock_of_the_page_is_not_published(string clock) =>
        Assert.Null(Pages.Article(Pages.Page(clock + "<ul><li><a href=/a>World</a><li><a href=/b>Business</a><li><a href=/c>Culture</a><li><a href=/d>Sport</a></ul><main><h1>Harbour bridge to close</h1><div>" + Pages.Prose + "</div></main>"), fetchedAt: Fetched).Published);

    [Fact]
    public void Published_falls_back_to_the_address()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>"), "https://paper.example/2024/05/03/bridge", Fetched);
        Assert.Equal(EvidenceMethod.Url, article.Published?.Evidence.Method);
    }
}
