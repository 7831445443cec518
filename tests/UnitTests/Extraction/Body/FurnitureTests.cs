using NewsPlatform.Extraction.Body;

namespace NewsPlatform.UnitTests.Extraction.Body;

public sealed class FurnitureTests
{
    [Theory]
    [InlineData("© 2024 The Paper. All rights reserved.")]
    [InlineData("Copyright 1998-2024 The Paper")]
    [InlineData("Alle Rechte vorbehalten. Nachdruck verboten.")]
    [InlineData("Our letter brings five stories to your inbox every morning. Unsubscribe at any time.")]
    [InlineData("Wenn Sie können, mit Ihrer Spende halten Sie diese Zeitung am Leben.")]
    [InlineData("Nosotros y nuestros 80 socios usamos cookies para medir la audiencia.")]
    [InlineData("We and our partners use cookies to show you personalised advertising.")]
    [InlineData("¿Ya sabes que tenemos canal de Telegram? Entra desde tu celular.")]
    [InlineData("Subscribe now to our weekend edition for the full story.")]
    [InlineData("If you also value what we do, please support us.")]
    [InlineData("This newsletter may contain advertising. You may unsubscribe from the newsletters whenever you like.")]
    public void Publishers_message_is_furniture(string text) => Assert.True(FurniturePhrases.IsFurniture(text));

    [Theory]
    [InlineData("The company said it would ask all partners before it stores cookies, after the court had ruled against its advertising business.")]
    [InlineData("The ministry has a channel on WhatsApp, and the party a canal de Telegram that few people read.")]
    [InlineData("“Please support us,” the minister told the assembly. “Thank you for your ongoing support.”")]
    [InlineData("The paper said on Monday that donations from readers had risen by a third.")]
    [InlineData("The charity asked for donations of blankets and water after the flood.")]
    [InlineData("The author, who holds the copyright in three songs, took the case to court.")]
    public void Sentence_of_a_report_is_not(string text) => Assert.False(FurniturePhrases.IsFurniture(text));

    [Theory]
    [InlineData("Also: Six ferries that ran on steam", 0.8, true)]
    [InlineData("Also: the ferry is slower, costs twice as much, and stops for an hour at noon.", 0, false)]
    public void Line_that_leads_away_is_chrome(string text, double linked, bool expected) => Assert.Equal(expected, ChromePhrases.IsChrome(text, linked));

    [Fact]
    public void Box_under_a_telling_title_stays_out_whatever_it_says()
    {
        var text = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1><div class=x1>" + Pages.Prose
            + "</div><div class=x2><p>Support our journalism</p><p>Nobody owns this paper, and its news is open to everyone who cares to read it.</p></div><div class=x3>" + Pages.Prose.Replace("bridge", "ferry", StringComparison.Ordinal) + "</div></article>")).Text;
        Assert.DoesNotContain("Nobody owns this paper", text, StringComparison.Ordinal);
        Assert.Contains("ferry", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Related stories", true)]
    [InlineData("More Great Paper Stories", true)]
    [InlineData("More from the engineers on the bridge", false)]
    public void List_of_links_below_a_telling_title_stays_out(string title, bool dropped)
    {
        static string Item(string lead, string link) => "<li>" + lead + ", <a href=/a>" + link + "</a></li>";
        var text = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "<div class=h3>" + title + "</div><ul>" + Item("The ferry will not come in time for the fair", "whatever the mayor says")
            + Item("Nobody owns the quay", "and everyone pays") + "</ul>" + Pages.Prose.Replace("bridge", "ferry", StringComparison.Ordinal) + "</article>")).Text;
        Assert.Equal(!dropped, text.Contains("Nobody owns the quay", StringComparison.Ordinal));
        Assert.Contains("harbour ferry", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Paragraph_that_stands_in_two_boxes_stays_out()
    {
        const string Box = "<div class=k7><p>Readers who value what we do keep this paper alive with small sums, month after month.</p></div>";
        var text = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div>" + Pages.Prose + Box + "<p>The last cart crossed the bridge in 1961, and an engineer kept the whip of its driver.</p></div>" + Box + "</main>")).Text;
        Assert.DoesNotContain("Readers who value", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Article_about_privacy_is_no_consent_dialogue()
    {
        const string Title = "We value your privacy";
        var text = Pages.Article(Pages.Page($"<div class=wrap><h1>{Title}</h1><div class=meta>By Ann Lee</div>{Pages.Rounds(0, 14)}</div><div class=more>{Pages.Rounds(100, 6)}</div>").Replace("Harbour bridge to close", Title, StringComparison.Ordinal)).Text;
        Assert.Contains("round 13 ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cenimy Twoją prywatność")]
    [InlineData("We value your privacy.")]
    [InlineData("Wir schätzen Ihre Privatsphäre")]
    public void Consent_dialogue_longer_than_the_article_stays_out(string title)
    {
        var purposes = string.Concat(Enumerable.Range(1, 12).Select(i => $"<p>With your leave we and {i} others store what you read, in order to measure how well our pages are liked and by whom.</p>"));
        var text = Pages.Article(Pages.Page("<div><h1>Harbour bridge to close</h1>" + Pages.Prose + "</div><div class=k1><div class=k2><h3>" + title + "</h3>" + purposes + "</div></div>")).Text;
        Assert.EndsWith("pays a third.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_say_the_same_of_several_things_stay_in_their_table()
    {
        const string Table = "<table><tr><th>Crossing</th><th>Open</th></tr><tr><td>{0}</td><td>Open to carts and to walkers on every day of the week, whatever the weather.</td></tr></table>";
        var text = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + Table.Replace("{0}", "Northern", StringComparison.Ordinal) + "<p>The last cart crossed the bridge in 1961, and an engineer kept the whip of its driver.</p>"
            + Table.Replace("{0}", "Southern", StringComparison.Ordinal) + "<p>Neither crossing will be closed before the works are over, whatever the state of the piers.</p></article>")).Text;
        Assert.Equal(3, text.Split("Open to carts").Length);
    }

    [Fact]
    public void Article_printed_twice_is_still_there()
    {
        var text = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div class=wide>" + Pages.Prose + "</div><div class=narrow>" + Pages.Prose + "</div></main>")).Text;
        Assert.Contains("The council voted", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_above_the_headline_stays_out() =>
        Assert.StartsWith("The council voted", Pages.Article(Pages.Page("<div class=k1><p>This page looks best on a wide screen, so please turn your phone around before you read.</p></div><h1>Harbour bridge to close</h1>" + Pages.Prose)).Text, StringComparison.Ordinal);

    [Fact]
    public void Small_print_on_a_page_in_normal_print_stays_out() =>
        Assert.EndsWith("pays a third.", Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1><div>" + Pages.Prose + "<p><small>Ann Lee can be reached at the office on weekdays, and likes letters.</small></p></div>")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<a href=/>Home</a><a href=/africa>Africa</a>", "Home Africa")]
    [InlineData("<span>Nairobi</span><span>Photo: A. Lee</span>", "Nairobi Photo: A. Lee")]
    [InlineData("<b>T</b><span>he council</span>", "The council")]
    [InlineData("<span>bri</span><span>dge</span>", "bridge")]
    public void Seam_of_inline_elements_gets_a_blank_only_between_words(string inline, string expected)
    {
        var text = Pages.Article(Pages.Page("<h1>Harbour bridge to close</h1><div>" + Pages.Prose + "<p>" + inline + " said the mayor, who had come to the quay to see the works for herself.</p></div>")).Text;
        Assert.Contains(expected + " said the mayor", text, StringComparison.Ordinal);
    }
}
