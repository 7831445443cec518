using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Sites;

namespace NewsPlatform.UnitTests.Extraction.Sites;

public sealed class SiteProfileTests
{
    [Fact]
    public void Box_that_stands_on_three_articles_is_taken_out_of_a_fourth_with_evidence()
    {
        var before = SiteStories.Read(SiteStories.Page(9));
        Assert.Contains(SiteStories.Box, before.Text, StringComparison.Ordinal);

        var article = SiteStories.Read(SiteStories.Page(9, SiteStories.Known(SiteStories.Learn(3))));

        Assert.Equal(SiteStories.Paragraphs(9), article.Blocks.Select(block => block.PlainText));
        var removed = Assert.Single(article.Removed);
        Assert.Equal((EvidenceMethod.SiteProfile, SiteStories.Box), (removed.Method, removed.Raw));
        Assert.EndsWith("div.box > p", removed.Place, StringComparison.Ordinal);
        Assert.InRange(removed.Confidence, 0.98, 1);
    }

    [Fact]
    public void Two_articles_are_too_few()
    {
        var article = SiteStories.Read(SiteStories.Page(9, SiteStories.Known(SiteStories.Learn(2))));

        Assert.Contains(SiteStories.Box, article.Text, StringComparison.Ordinal);
        Assert.Empty(article.Removed);
    }

    [Fact]
    public void Article_that_was_counted_itself_loses_none_of_its_paragraphs()
    {
        var memory = SiteStories.Learn(6);
        var known = SiteStories.Known(memory);

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(SiteStories.Paragraphs(i), SiteStories.Read(SiteStories.Page(i, known)).Blocks.Select(block => block.PlainText));
        }
    }

    [Fact]
    public void Article_seen_again_at_its_address_or_under_its_title_is_counted_once()
    {
        var memory = SiteStories.Learn(1);

        Assert.False(memory.Count(SiteStories.See(SiteStories.Page(0))));
        Assert.False(memory.Count(SiteStories.See(SiteStories.Page(0, title: "Another headline for it"))));
        Assert.False(memory.Count(SiteStories.See(SiteStories.Page(0, url: "https://courier.example/print/0"))));
        Assert.Equal(1, memory.Pages);
    }

    [Fact]
    public void Article_with_most_of_its_text_under_another_address_and_title_is_no_other_article()
    {
        var memory = SiteStories.Learn(1);
        for (var copy = 0; copy < 5; copy++)
        {
            Assert.False(memory.Count(SiteStories.See(SiteStories.Page(0, url: $"https://courier.example/copy/{copy}", title: $"Headline number {copy} of the same story"))));
        }

        Assert.Empty(memory.ToProfile("courier.example", 1).Repeated);
    }

    [Fact]
    public void Live_blog_that_grows_at_one_address_teaches_nothing_new()
    {
        var memory = new SiteMemory();
        for (var hour = 1; hour <= 10; hour++)
        {
            var text = Enumerable.Range(0, hour).SelectMany(SiteStories.Paragraphs);
            var counted = memory.Count(SiteStories.See(SiteStories.Of(text, $"Lindale votes: hour {hour}", "https://courier.example/live", null)));
            Assert.Equal(hour == 1, counted);
        }
    }

    [Fact]
    public void Profile_that_would_take_most_of_an_article_takes_nothing()
    {
        var memory = SiteStories.Learn(5);
        var page = SiteStories.Of([SiteStories.Paragraphs(9)[0], SiteStories.Paragraphs(9)[1]], SiteStories.Title(9), "https://courier.example/brief", null);
        var html = System.Text.Encoding.UTF8.GetString(page.Bytes.Span).Replace(SiteStories.Paragraphs(9)[1], "", StringComparison.Ordinal)
            .Replace("<p></p>", "", StringComparison.Ordinal).Replace(SiteStories.Paragraphs(9)[0], "The council met on Tuesday.", StringComparison.Ordinal);
        var article = SiteStories.Read(page with { Bytes = System.Text.Encoding.UTF8.GetBytes(html.Replace("</article>", "<p>It will meet again.</p></article>", StringComparison.Ordinal)), Site = SiteStories.Known(memory) });

        Assert.Empty(article.Removed);
        Assert.Contains(SiteStories.Box, article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Box_that_the_site_gave_up_fades()
    {
        var memory = SiteStories.Learn(SiteMemory.MaxPages / 2);
        var fingerprints = memory.RepeatedFingerprints();
        Assert.Contains(memory.ToProfile("x", 1).Repeated, block => block.Sample.StartsWith(SiteStories.Box[..40], StringComparison.Ordinal));

        for (var i = 100; i < 100 + (8 * SiteMemory.MaxPages); i++)
        {
            memory.Count(SiteStories.See(Without(SiteStories.Page(i))));
        }

        Assert.DoesNotContain(memory.ToProfile("x", 1).Repeated, block => block.Sample.StartsWith(SiteStories.Box[..40], StringComparison.Ordinal));
        Assert.False(memory.RepeatsTheSame(fingerprints));
        Assert.InRange(memory.Pages, SiteMemory.MaxPages / 2, SiteMemory.MaxPages);
    }

    [Fact]
    public void Tail_of_all_titles_is_cut_and_the_whole_title_kept_as_a_candidate()
    {
        var memory = SiteStories.Learn(4);
        var profile = memory.ToProfile("courier.example", 1);
        var whole = SiteStories.Title(9) + " | The Courier, Lindale's paper";

        var title = TitleTail.Cut(profile, new(whole, new(EvidenceMethod.Html, "title", null, 0.5)));

        Assert.Equal(SiteStories.Title(9), title.Value);
        Assert.Equal((EvidenceMethod.SiteProfile, whole), (title.Evidence.Method, title.Evidence.Raw));
        Assert.Equal(whole, title.Others[0].Value);
        var other = new Sourced<string>("Ferry sails again | Islands", new(EvidenceMethod.Html, "title", null, 0.5));
        Assert.Same(other, TitleTail.Cut(profile, other));
    }

    [Fact]
    public void Line_that_repeats_on_pages_of_plain_text_is_taken_out()
    {
        Assert.Contains(SiteStories.Box, SiteStories.Read(SiteStories.Plain(9)).Text, StringComparison.Ordinal);

        var article = SiteStories.Read(SiteStories.Plain(9, SiteStories.Known(SiteStories.Learn(3, number => SiteStories.Plain(number)))));

        Assert.Equal(SiteStories.Paragraphs(9), article.Blocks.Select(block => block.PlainText));
        Assert.Equal(SiteStories.Title(9), article.Title.Value);
        Assert.Equal(SiteStories.Box, Assert.Single(article.Removed).Raw);
    }

    [Fact]
    public void Counts_come_back_from_their_bytes()
    {
        var memory = SiteStories.Learn(7);
        var read = SiteMemory.Read(memory.ToBytes());

        Assert.Equal((7, 7L), (read.Pages, read.Total));
        Assert.True(read.RepeatsTheSame(memory.RepeatedFingerprints()));
        Assert.False(read.Count(SiteStories.See(SiteStories.Page(3))));
        Assert.Equal(memory.ToProfile("x", 1).Repeated, read.ToProfile("x", 1).Repeated);
        Assert.Equal(0, SiteMemory.Read([]).Pages);
        Assert.Equal(0, SiteMemory.Read([250, 1, 2]).Pages);
    }

    [Fact]
    public void Damaged_bytes_are_said_to_be_so()
    {
        var bytes = SiteStories.Learn(3).ToBytes();
        for (var length = 1; length < bytes.Length; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => SiteMemory.Read(bytes[..length]));
        }
    }

    [Fact]
    public void Memory_of_many_pages_stays_small()
    {
        var memory = new SiteMemory();
        for (var i = 0; i < 2000; i++)
        {
            var blocks = Enumerable.Range(0, 400).Select(b => new SitePage.SeenBlock((ulong)((i * 1000) + b + 1), new string('x', 80), 100, false)).ToList();
            memory.Count(new SitePage((ulong)i + 1, (ulong)i + 1, blocks));
        }

        Assert.InRange(memory.ToBytes().Length, 1, 60_000);
    }

    [Theory]
    [InlineData("https://www.Courier.example/a", "courier.example")]
    [InlineData("https://news.courier.example:8443/a", "news.courier.example")]
    [InlineData("https://www./a", "www")]
    public void Site_is_the_host_in_small_without_www(string url, string site) => Assert.Equal(site, SiteKnowledge.SiteOf(new Uri(url)));

    private static Page Without(Page page) =>
        page with { Bytes = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(page.Bytes.Span).Replace(SiteStories.Box, "", StringComparison.Ordinal)) };
}
