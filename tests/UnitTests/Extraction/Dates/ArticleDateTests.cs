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

    [Fact]
    public void Modified_is_read_far_behind_the_text_where_nothing_else_says_it()
    {
        var foot = string.Concat(Enumerable.Range(0, 8).Select(static i => "<div>Part " + i + " of the foot</div>"));
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>" + foot + "<div><label>Last update:</label><div>04.05.2024 09:25</div></div>"), fetchedAt: Fetched);
        Assert.Null(article.Published);
        Assert.Equal("2024-05-04T09:25", article.Modified?.Value.ToString());
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
    public void Instant_in_utc_takes_the_offset_of_the_printed_time()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><p class=date>3 May 2024, 21:25</p><div>" + Pages.Prose + "</div></main>",
            "<meta property=article:published_time content=2024-05-04T00:25:56Z>"), fetchedAt: Fetched);
        Assert.Equal("2024-05-03T21:25:56-03:00", article.Published?.Value.ToString());
    }

    [Theory]
    [InlineData("<meta name=date content=2024-05-01>", "2024-05-03")]
    [InlineData("<meta name=dcterms.date content=2024-05-01T10:00:00Z>", "2024-05-03")]
    [InlineData("<meta property=article:published_time content=2024-05-01T10:00:00Z>", "2024-05-01T10:00:00+00:00")]
    public void Date_of_the_file_yields_to_a_date_in_print_that_of_the_article_does_not(string meta, string expected)
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><p>3 May 2024</p><div>" + Pages.Prose + "</div></main>", meta), fetchedAt: Fetched);
        Assert.Equal(expected, article.Published?.Value.ToString());
    }

    [Fact]
    public void Witnesses_that_name_other_days_are_a_conflict_with_a_name()
    {
        const string Line = "<main><h1>Harbour bridge to close</h1><p class=date>3 May 2024</p><div>" + Pages.Prose + "</div></main>";
        Assert.Contains("dates-differ", Pages.Article(Pages.Page(Line, "<meta property=article:published_time content=2024-04-01>"), fetchedAt: Fetched).Flags);
        Assert.DoesNotContain("dates-differ", Pages.Article(Pages.Page(Line, "<meta property=article:published_time content=2024-05-03>"), fetchedAt: Fetched).Flags);
    }

    [Theory]
    [InlineData("<div><span>Posted on</span><div>3 May 2024</div></div><div><span>Updated at</span><div>4 May 2024</div></div>")]
    [InlineData("<p>3 May 2024 - Updated 4 May 2024</p>")]
    [InlineData("<p>Updated: <time datetime=2024-05-04>4 May</time></p><p>Published: <time datetime=2024-05-03>3 May</time></p>")]
    public void Change_is_told_from_publication_by_the_words_beside_it(string line)
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + "</div></main>"), fetchedAt: Fetched);
        Assert.Equal(("2024-05-03", "2024-05-04"), (article.Published?.Value.ToString(), article.Modified?.Value.ToString()));
    }

    [Fact]
    public void Printed_date_that_is_the_change_does_not_replace_the_publication()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><p class=date>9 May 2024</p><div>" + Pages.Prose + "</div></main>",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2021-05-03\",\"dateModified\":\"2024-05-09\"}</script>"), fetchedAt: Fetched);
        Assert.Equal(("2021-05-03", "2024-05-09", "2024-05-09"), (article.Published?.Value.Day, article.Modified?.Value.Day, article.Displayed?.Value.Day));
    }

    [Theory]
    [InlineData("<div class=comments><p>Ann, 4 May 2024</p></div>")]
    [InlineData("<div class=related-posts><a href=/x>Another bridge</a><time datetime=2024-05-04>4 May 2024</time></div>")]
    [InlineData("<footer><p>© 4 May 2024 The Paper</p></footer>")]
    public void Dates_of_comments_other_articles_and_copyright_are_not_published(string foot) =>
        Assert.Null(Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div>" + Pages.Prose + "</div></main>" + foot), fetchedAt: Fetched).Published);

    [Theory]
    [InlineData("<span class=date title=2024-05-03T10:00:00Z>a while back</span>", "2024-05-03T10:00:00+00:00")]
    [InlineData("<span class=date>vor 7 Tagen</span>", "2024-05-03")]
    [InlineData("<p>Press release of 3 May 2024 | Berlin – The ministry and the city have agreed on a plan for the harbour bridge, which was built for carts and closes in the spring for good, said both.</p>", "2024-05-03")]
    public void Published_is_read_from_attributes_relative_words_and_the_opening(string line, string expected) =>
        Assert.Equal(expected, Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + "</div></main>"), fetchedAt: Fetched).Published?.Value.ToString());

    [Fact]
    public void Published_is_read_from_rdfa() =>
        Assert.Equal("2024-05-03", Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><span property=schema:datePublished content=2024-05-03></span><div>" + Pages.Prose + "</div></main>"), fetchedAt: Fetched).Published?.Value.ToString());

    [Fact]
    public void Published_is_read_from_a_script_when_nothing_else_dates_the_article()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div>" + Pages.Prose + "</div></main><script>window.state = {\"publishedAt\":\"2024-05-03T10:00:00Z\"}</script>"), fetchedAt: Fetched);
        Assert.Equal((EvidenceMethod.State, "2024-05-03"), (article.Published?.Evidence.Method, article.Published?.Value.Day));
    }

    [Fact]
    public void Published_falls_back_to_the_address()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>"), "https://paper.example/2024/05/03/bridge", Fetched);
        Assert.Equal(EvidenceMethod.Url, article.Published?.Evidence.Method);
    }

    [Fact]
    public void Print_of_the_next_day_beats_what_a_machine_was_told_the_evening_before()
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1><p class=date>4 May 2024</p>" + Pages.Prose + "</article>", "<meta property=article:published_time content='2024-05-03T23:10:00'>"));
        Assert.Equal("2024-05-04", article.Published?.Value.Day);
    }

    [Fact]
    public void Printed_day_of_the_last_change_is_not_the_publication()
    {
        var article = Pages.Article(Pages.Page(
            "<article><h1>Harbour bridge to close</h1><time datetime=2024-05-03>3 May 2024</time>" + Pages.Prose + "</article>",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2021-02-01T10:00:00+02:00\",\"dateModified\":\"2024-05-03T08:00:00+02:00\"}</script>"));
        Assert.Equal(("2021-02-01", "2024-05-03"), (article.Published?.Value.Day, article.Modified?.Value.Day));
    }

    [Fact]
    public void Numbers_read_the_wrong_way_round_are_turned_to_what_the_head_says()
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1><p>11.03.17</p>" + Pages.Prose + "</article>", "<meta property=article:published_time content=2017-11-03>", "en-US"));
        Assert.Equal("2017-11-03", article.Published?.Value.Day);
        Assert.DoesNotContain(article.Published!.Others, other => other.Value.Day == "2017-03-11");
    }

    [Theory]
    [InlineData("28/02/2024", "2024-03-12")]
    [InlineData("02/28/2024", "2024-12-03")]
    public void Other_dates_of_the_page_tell_whether_the_month_comes_first(string other, string day)
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1><p>12/03/2024</p>" + Pages.Prose + "</article><footer><p>Bridge opened " + other + "</p></footer>"));
        Assert.Equal(day, article.Published?.Value.Day);
    }

    [Theory]
    [InlineData("Datum")]
    [InlineData("日期：")]
    [InlineData("Mise en ligne")]
    public void Date_below_its_heading_behind_the_text_is_read(string heading)
    {
        var fill = string.Concat(Enumerable.Range(1, 8).Select(i => "<div>Service " + i + "</div>"));
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>" + fill + "<p>" + heading + "</p><p>28.04.2023</p>"));
        Assert.Equal("2023-04-28", article.Published?.Value.Day);
    }

    [Fact]
    public void Day_at_the_end_of_the_documents_title_is_read()
    {
        var article = Pages.Article("<html lang=de><head><title>Brücke am Hafen gesperrt | Die Zeitung | 28.04.2023</title></head><body><article><h1>Brücke am Hafen gesperrt</h1>" + Pages.Prose + "</article></body></html>");
        Assert.Equal("2023-04-28", article.Published?.Value.Day);
    }

    [Fact]
    public void Line_above_the_headline_whose_section_is_a_link_dates_the_article()
    {
        var article = Pages.Article(Pages.Page("<article><p>24. April 2020 | <a href=/presse>Pressemitteilungen</a></p><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>", lang: "de"));
        Assert.Equal("2020-04-24", article.Published?.Value.Day);
    }
}
