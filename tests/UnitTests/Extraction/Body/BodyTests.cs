using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.UnitTests.Extraction.Body;

public sealed class BodyTests
{
    [Fact]
    public void Body_amid_navigation_and_footer_is_only_the_paragraphs()
    {
        var article = Pages.Article(Pages.Page(
            "<nav><ul><li><a href=/a>World news of the day</a><li><a href=/b>Business and markets</a></ul></nav><main><h1>Harbour bridge to close</h1>" + Pages.Prose
            + "</main><footer><p>© 2024 The Paper. All rights reserved. No part of this site may be copied without our consent.</p></footer>"));
        Assert.StartsWith("The council voted", article.Text, StringComparison.Ordinal);
        Assert.EndsWith("pays a third.", article.Text, StringComparison.Ordinal);
        Assert.Equal(5, article.Blocks.Count);
    }

    [Theory]
    [InlineData("div class=\"newsletter-signup\"")]
    [InlineData("aside")]
    [InlineData("section class=\"related-articles\"")]
    [InlineData("div id=\"comments\"")]
    [InlineData("div style=\"display: none\"")]
    [InlineData("div role=\"complementary\"")]
    public void Body_with_furniture_inside_leaves_it_out(string tag)
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "<" + tag + "><p>Our editors send you the best stories of the week, every Friday, for free and without obligation.</p></"
            + tag.Split(' ')[0] + "></article>"));
        Assert.DoesNotContain("Our editors", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_inside_a_container_with_a_misleading_name_is_kept()
    {
        var article = Pages.Article(Pages.Page("<div class=\"sidebar\"><h1>Harbour bridge to close</h1>" + Pages.Prose + "</div>"));
        Assert.Contains("eleven million", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_is_what_stands_before_a_discussion_that_is_longer()
    {
        var said = string.Concat(Enumerable.Range(1, 60).Select(i => $"<p>Reader {i} thinks that the {i} buses of the northern line, of which nobody spoke, will never come in time, whatever is said.</p>"));
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + Pages.Prose.Replace("bridge", "quay", StringComparison.Ordinal) + "</article><div class=comments>" + said + "</div>"));
        Assert.Contains("eleven million", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Reader", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("section id=\"the-photo-that-shows-similar-cracks-2\"", "h2")]
    [InlineData("section", "h2 id=\"photo-credit\"")]
    [InlineData("section id=\"cb-8f1a5f6c2d86ed5ad\"", "h2")]
    public void Body_under_an_id_that_only_seems_to_name_its_part_is_kept(string section, string heading)
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "<" + section + "><" + heading + ">The photo that shows similar cracks</h2>"
            + "<p>Divers took it in March, below the third pier, and nobody asked them for it until last week.</p></section>" + Pages.Prose + "</article>"));
        Assert.Contains("The photo that shows", article.Text, StringComparison.Ordinal);
        Assert.Contains("Divers took it", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The last report on the state of the piers was never published.", true)]
    [InlineData("Last report on the state of the piers was never published", false)]
    [InlineData("Read more: The last report on the state of the piers was never published.", false)]
    public void Paragraph_that_is_a_link_is_text_where_it_is_a_sentence_among_others(string text, bool kept)
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "<p><a href=/report>" + text + "</a></p>" + Pages.Prose + "</article>"));
        Assert.Equal(kept, article.Text.Contains("on the state of the piers", StringComparison.Ordinal));
    }

    [Fact]
    public void Body_above_a_footer_is_no_footer()
    {
        var article = Pages.Article(Pages.Page("<div class=above-footer><h1>Harbour bridge to close</h1>" + Pages.Prose + "</div><footer><p>" + Pages.Prose.Replace("council", "paper", StringComparison.Ordinal) + "</p></footer>"));
        Assert.StartsWith("The council voted", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_keeps_subheads_that_lead_to_text()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "<h2>What comes next</h2>" + Pages.Prose + "<h2>Dangling</h2></article>"));
        Assert.Contains(article.Blocks, block => block is Heading { Level: 2, Text: "What comes next" });
        Assert.DoesNotContain(article.Blocks, block => block is Heading { Text: "Dangling" });
    }

    [Fact]
    public void Figures_of_a_table_stay_below_their_headings_where_cells_are_empty()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose
            + "<table><tr><th></th><th>2024</th><th>2025</th></tr><tr><td>Crossings by car</td><td>120,441</td><td>118,020</td></tr>"
            + "<tr><td>Crossings on foot</td><td> </td><td>40,112</td></tr><tr><td colspan=2></td><td>a first count</td></tr><tr><td colspan=999999999></td><td>the end of it</td></tr></table>"
            + Pages.Prose.Replace("council", "board", StringComparison.Ordinal) + "</article>"));
        var rows = Assert.Single(article.Blocks.OfType<Table>()).Rows;
        Assert.Equal(["", "2024", "2025"], rows[0]);
        Assert.Equal(["Crossings by car", "120,441", "118,020"], rows[1]);
        Assert.Equal(["Crossings on foot", "", "40,112"], rows[2]);
        Assert.Equal(["", "", "a first count"], rows[3]);
        Assert.Equal((101, "the end of it"), (rows[4].Count, rows[4][^1]));
    }

    [Fact]
    public void Body_keeps_lists_quotes_and_tables_as_such()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose
            + "<ul><li>The north ramp opens in May, weather permitting.</li><li>The south ramp opens in June.</li></ul><blockquote><p>Nobody asked the people who live here, and nobody will, said one of them.</p></blockquote>"
            + "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2023</td><td>4 million</td></tr></table>" + Pages.Prose.Replace("council", "board", StringComparison.Ordinal) + "</article>"));
        Assert.Equal(["The north ramp opens in May, weather permitting.", "The south ramp opens in June."], Assert.Single(article.Blocks.OfType<ListBlock>()).Items);
        Assert.StartsWith("Nobody asked", Assert.Single(article.Blocks.OfType<Quote>()).Text, StringComparison.Ordinal);
        Assert.Equal(["2023", "4 million"], Assert.Single(article.Blocks.OfType<Table>()).Rows[1]);
    }

    [Fact]
    public void Body_parted_by_double_breaks_becomes_paragraphs()
    {
        var text = Pages.Prose.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "<br><br>", StringComparison.Ordinal);
        Assert.Equal(5, Pages.Article(Pages.Page("<div><h1>Harbour bridge to close</h1><div>" + text + "</div></div>")).Blocks.Count);
    }

    [Fact]
    public void Body_of_an_endless_page_ends_where_the_next_article_starts()
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + Pages.Prose + "</article><article><h1>Another story altogether</h1>"
            + Pages.Prose.Replace("bridge", "tunnel", StringComparison.Ordinal) + "</article>"));
        Assert.DoesNotContain("tunnel", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Slides_with_headings_as_large_as_the_headline_are_of_the_article()
    {
        string Slide(int i) => $"<h1 class=title>Quay {i} by night</h1><figure><img src=/{i}.jpg><figcaption>The quay <span class=author>Photo: Bo Chen</span></figcaption></figure>{Pages.Rounds(i * 10, 3)}";
        var menu = "<nav><ul>" + string.Concat(Enumerable.Repeat("<li><a href=/a>World news of the day</a>", 40)) + "</ul></nav>";
        var article = Pages.Article(Pages.Page(menu + "<div class=wrap><h1 class=title>Harbour bridge to close</h1><div>By Ann Lee</div>" + Pages.Rounds(0, 6) + Slide(1) + Slide(2) + Slide(3) + "</div>"));
        Assert.Contains("round 32 ", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_of_an_endless_page_ends_at_a_second_headline_below_its_byline()
    {
        var other = Pages.Prose.Replace("bridge", "ferry", StringComparison.Ordinal);
        var menu = "<nav><ul>" + string.Concat(Enumerable.Repeat("<li><a href=/a>World news of the day</a>", 40)) + "</ul></nav>";
        string Piece(string title, string text) => "<div class=byline>Ann Lee</div><p>A picture of the harbour</p><h1 class=headline>" + title + "</h1><h2>What the council said</h2>" + text;
        var article = Pages.Article(Pages.Page(menu + "<main>" + Piece("Harbour bridge to close", Pages.Prose + Pages.Prose.Replace("bridge", "quay", StringComparison.Ordinal)) + Piece("Ferry to run all night", other) + "</main>"));
        Assert.Contains("eleven million", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("harbour ferry", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Subheads_that_are_links_are_no_teasers()
    {
        string Piece(string name) => "<h2><a href=/" + name + ">" + name + " hall</a></h2>" + Pages.Prose.Replace("bridge", name, StringComparison.Ordinal);
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + Piece("North") + Piece("South") + Piece("East") + "</article>"));
        Assert.Equal(3, article.Blocks.Count(block => block is Heading { Level: 2 }));
    }

    [Fact]
    public void Links_in_the_text_keep_place_and_address()
    {
        var article = Pages.Article(Pages.Page("<article><p>The <a href=\"/report\">engineers’ report</a> was published by the city on Monday, a day before the vote.</p>" + Pages.Prose + "</article>"));
        var paragraph = Assert.IsType<Paragraph>(article.Blocks[0]);
        var link = Assert.Single(paragraph.Links);
        Assert.Equal("engineers’ report", paragraph.Text.Substring(link.Start, link.Length));
        Assert.Equal("https://paper.example/report", link.Url.AbsoluteUri);
        Assert.Equal(link.Url, Assert.Single(article.Links).Url);
    }

    [Fact]
    public void Pictures_carry_caption_and_credit()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "<figure><img data-src=\"/bridge.jpg\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"><figcaption>The bridge at dawn. Photo: Ann Lee</figcaption></figure>"
            + Pages.Prose.Replace("council", "board", StringComparison.Ordinal) + "</article>"));
        var image = Assert.Single(article.Blocks.OfType<Image>());
        Assert.Equal(("https://paper.example/bridge.jpg", "The bridge at dawn.", "Ann Lee"), (image.Url.AbsoluteUri, image.Caption, image.Credit));
        Assert.DoesNotContain("dawn", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BERLIN (dpa) - Die Brücke am alten Hafen wird geschlossen.", "BERLIN")]
    [InlineData("New Delhi: The bridge at the old harbour will be closed.", "New Delhi")]
    [InlineData("PARIS, March 3 (Reuters) – The bridge at the old harbour will close.", "PARIS")]
    [InlineData("The bridge at the old harbour will close - at last.", null)]
    public void Dateline_is_the_place_in_front_of_the_first_sentence(string lead, string? place) =>
        Assert.Equal(place, Pages.Article(Pages.Page("<article><p>" + lead + "</p>" + Pages.Prose + "</article>")).Dateline?.Value);

    [Fact]
    public void Correction_is_reported()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "<p>Correction: An earlier version of this article gave a wrong sum. 3 May 2024.</p></article>"));
        Assert.StartsWith("Correction", Assert.Single(article.Corrections).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Subscription_offer_behind_the_text_makes_it_a_paid_part() =>
        Assert.Equal(NewsPlatform.Extraction.Completeness.PaywalledPart,
            Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article><div><p>Subscribe to continue reading.</p></div>")).Completeness);

    [Theory]
    [InlineData("<ruby>漢<rt>かん</rt>字<rt>じ</ruby>の町", "漢字の町")]
    [InlineData("<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>の町", "漢字（かんじ）の町")]
    public void Readings_of_characters_are_text_where_brackets_make_them_text(string ruby, string text)
    {
        var article = Pages.Article(Pages.Page("<main><p>" + ruby + "の議会は火曜日に古い橋を閉じることを決めた。</p><figure><img src=/bridge.jpg width=800 height=500><figcaption>" + ruby + "の古い橋</figcaption></figure>" + Pages.Prose + "</main>"));
        Assert.Equal(text + "の古い橋", article.Blocks.OfType<Image>().Single().Caption);
        Assert.StartsWith(text + "の議会は", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clip: rect(0 0 0 0); position: absolute")]
    [InlineData("border:0;clip:rect(1px, 1px, 1px, 1px);height:1px")]
    [InlineData("position:absolute;clip-path:inset(50%)")]
    public void Words_for_those_who_only_hear_the_page_are_no_text(string style) =>
        Assert.Contains("shares of Harbour Works rose", Pages.Article(Pages.Page("<article><p>On Monday <a href=/h>shares of Harbour Works<span style=\"" + style + "\">, opens new tab</span></a> rose by a tenth.</p>" + Pages.Prose + "</article>")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("clip: rect(0px, 300px, 200px, 0px)")]
    [InlineData("clip:rect(0,100px,110px,0)")]
    [InlineData("clip-path: inset(5%)")]
    [InlineData("clip-path:inset(100% 0 0 0)")]
    [InlineData("clip: auto")]
    public void Text_that_is_cut_to_a_shape_stays(string style) =>
        Assert.Contains("by a tenth", Pages.Article(Pages.Page("<article><p>On Monday shares rose <span style=\"" + style + "\">by a tenth</span> in the morning.</p>" + Pages.Prose + "</article>")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<p>By the harbour <a name=quay></p>")]
    [InlineData("<p>By <a href=/p/lee>Ann Lee<a></p>")]
    public void Text_behind_an_anchor_that_leads_nowhere_and_stays_open_is_no_link(string anchor) =>
        Assert.EndsWith("pays a third.", Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1>" + anchor + "<div>" + Pages.Prose + "</div>")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("why-the-popular-bridge-is-closed", "Why the popular bridge is closed")]
    [InlineData("2_Comments_on_the_old_bridge", "Comments on the old bridge")]
    public void Part_whose_id_is_the_words_of_its_heading_is_kept(string id, string heading) =>
        Assert.Contains("Nobody on the quay remembers", Pages.Article(Pages.Page(
            $"<article><h1>Harbour bridge to close</h1><div>{Pages.Prose}</div><section id={id}><h2>{heading}</h2><p>Nobody on the quay remembers a year without works on the old bridge.</p></section></article>")).Text, StringComparison.Ordinal);

    [Fact]
    public void Heading_with_its_words_as_id_is_kept() =>
        Assert.Contains("Social services", Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1><div>" + Pages.Prose + "<h2 id=social-services>Social services</h2>" + Pages.Prose.Replace("bridge", "ferry", StringComparison.Ordinal) + "</div></article>")).Text, StringComparison.Ordinal);
}
