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
    public void Title_is_the_heading_of_second_rank_above_the_text_where_no_other_names_the_article()
    {
        var article = Pages.Article("<html><head><title>The Paper</title><meta property=og:site_name content='The Paper'></head><body><article><h2>Harbour bridge to close</h2>" + Pages.Prose + "</article></body></html>");
        Assert.Equal("Harbour bridge to close", article.Title.Value);
    }

    [Fact]
    public void Title_keeps_the_words_in_front_that_are_only_like_the_sites_name()
    {
        var article = Pages.Article(
            "<html><head><title>Harbour bridge – Cracks in two piers</title></head><body><article><h1>Harbour bridge – Cracks in two piers</h1>" + Pages.Prose + "</article></body></html>", "https://www.harbourbridge24.example/cracks");
        Assert.Equal("Harbour bridge – Cracks in two piers", article.Title.Value);
    }

    [Fact]
    public void Title_that_its_own_quotation_mark_cuts_in_an_attribute_is_the_whole_heading()
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge and \"royal quay\" to close</h1>" + Pages.Prose + "</article>",
            "<meta property=og:title content=\"Harbour bridge and \"royal quay\" to close\"><meta name=twitter:title content=\"Harbour bridge and \"royal quay\" to close\">"));
        Assert.Equal("Harbour bridge and \"royal quay\" to close", article.Title.Value);
    }

    [Fact]
    public void Title_that_was_escaped_twice_is_plain()
    {
        var article = Pages.Article(Pages.Page("<article><h1>Bridge &amp;amp; quay to close</h1>" + Pages.Prose + "</article>", "<meta property=og:title content='Bridge &amp;#x26; quay to close'>"));
        Assert.Equal("Bridge & quay to close", article.Title.Value);
    }

    [Fact]
    public void Title_keeps_the_candidates_that_lost()
    {
        var article = Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1><article>" + Pages.Prose + "</article>", "<meta property=og:title content='You will not believe which bridge'>"));
        Assert.Equal(EvidenceMethod.Html, article.Title.Evidence.Method);
        Assert.Contains(article.Title.Others, other => other.Value == "You will not believe which bridge" && other.Evidence.Method == EvidenceMethod.OpenGraph);
    }

    [Fact]
    public void Title_is_the_shown_headline_when_the_metadata_are_written_for_search_engines()
    {
        var article = Pages.Article(
            "<html><head><title>Bridge closure: dates, detours | The Paper</title><meta property=og:site_name content='The Paper'>"
            + "<meta property=og:title content='Bridge closure: dates, detours'></head><body><article><h1 class=headline>The harbour loses its oldest crossing</h1>" + Pages.Prose + "</article></body></html>");
        Assert.Equal("The harbour loses its oldest crossing", article.Title.Value);
    }

    [Theory]
    [InlineData("<h1><span class=kicker>Transport</span><span class=head>Harbour bridge to close</span></h1>")]
    [InlineData("<h1>Harbour bridge to close<small>Cracks in two piers, and eleven million to find</small></h1>")]
    public void Title_is_the_part_of_the_heading_that_the_metadata_say(string heading)
    {
        var article = Pages.Article(Pages.Page(
            "<article>" + heading + Pages.Prose + "</article>",
            "<meta property=og:title content='Harbour bridge to close'><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2024-05-03\"}</script>"));
        Assert.Equal("Harbour bridge to close", article.Title.Value);
    }

    [Theory]
    [InlineData("Harbour bridge to close this winter - daily-paper.example")]
    [InlineData("Harbour bridge to close this winter | Daily Paper")]
    [InlineData("Daily Paper: Harbour bridge to close this winter")]
    public void Title_loses_a_site_that_only_the_address_names(string title)
    {
        var article = Pages.Article("<html><head><title>" + title + "</title></head><body><article>" + Pages.Prose + "</article></body></html>", "https://www.daily-paper.example/bridge");
        Assert.Equal("Harbour bridge to close this winter", article.Title.Value);
    }

    [Fact]
    public void Title_in_capitals_is_written_as_another_source_writes_it()
    {
        var article = Pages.Article(Pages.Page("<article><h1>HARBOUR BRIDGE TO CLOSE</h1>" + Pages.Prose + "</article>"));
        Assert.Equal("Harbour bridge to close", article.Title.Value);
    }

    [Fact]
    public void Title_that_all_sources_agree_on_is_held_for_sure()
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>", "<meta property=og:title content='Harbour bridge to close'>"));
        Assert.InRange(article.Title.Evidence.Confidence, 0.8, 0.99);
    }

    [Theory]
    [InlineData("<span class=overline>Harbour</span><span>: </span><span class=headline>Council closes the old bridge for good</span>")]
    [InlineData("<small class=kicker>Harbour</small> Council closes the old bridge for good")]
    public void Headline_behind_an_element_named_a_kicker_is_a_candidate_without_it(string heading)
    {
        var article = Pages.Article("<html><body><h1>" + heading + "</h1><article>" + Pages.Prose + "</article></body></html>");
        Assert.Contains("Council closes the old bridge for good", article.Title.Others.Select(other => other.Value).Append(article.Title.Value));
    }

    [Theory]
    [InlineData("港口旧桥将关闭:城市港报日志")]
    [InlineData("港口旧桥将关闭-城市港报")]
    public void Site_behind_a_bare_mark_of_a_script_without_blanks_is_taken_off(string title)
    {
        var article = Pages.Article("<html lang=zh><head><meta property=og:site_name content=城市港报><meta property=og:title content=\"" + title + "\"></head><body><article>" + Pages.Prose + "</article></body></html>");
        Assert.Equal("港口旧桥将关闭", article.Title.Value);
    }
}
