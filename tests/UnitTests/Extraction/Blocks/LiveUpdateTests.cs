using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.UnitTests.Extraction.Blocks;

public sealed class LiveUpdateTests
{
    private const string Head = "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2024-05-03T08:00:00Z\",\"liveBlogUpdate\":["
        + "{\"@type\":\"BlogPosting\",\"headline\":\"First crack found\",\"datePublished\":\"2024-05-03T08:10:00Z\"},{\"@type\":\"BlogPosting\",\"headline\":\"Buses take over\",\"datePublished\":\"2024-05-03T09:10:00Z\"},"
        + "{\"@type\":\"BlogPosting\",\"headline\":\"Mayor speaks\",\"datePublished\":\"2024-05-03T10:10:00Z\"}]}</script>";

    [Fact]
    public void Timed_siblings_become_entries_and_the_text_stays()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div>"
            + Entry("<time datetime=2024-05-03T08:10:00Z>8.10</time>", "First crack found") + Entry("<time datetime=2024-05-03T09:10:00Z>9.10</time>", "Buses take over") + Entry("<time datetime=2024-05-03T10:10:00Z>10.10</time>", "Mayor speaks")
            + "</div></main>", Head));
        AssertEntries(article);
    }

    [Fact]
    public void Headlines_of_the_schema_give_times_where_the_page_shows_none() =>
        AssertEntries(Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><div>" + Entry("", "First crack found") + Entry("", "Buses take over") + Entry("", "Mayor speaks") + "</div></main>", Head)));

    private static void AssertEntries(ExtractedArticle article)
    {
        Assert.Equal(ArticleKind.LiveBlog, article.Kind);
        var entries = article.Blocks.OfType<LiveUpdate>().ToList();
        Assert.Equal(["First crack found", "Buses take over", "Mayor speaks"], entries.Select(entry => entry.Title));
        Assert.Equal("2024-05-03T09:10:00+00:00", entries[1].Time?.ToString());
        Assert.Equal(article.Text, string.Join("\n\n", article.Blocks.Select(block => block.PlainText).Where(text => text.Length > 0)));
    }

    private static string Entry(string time, string title) =>
        "<div class=k3>" + time + "<h3>" + title + "</h3><p>This is what " + title + " meant for the city on Friday, as far as the council could tell.</p><p>More is expected in the course of the day, the office of the mayor said.</p></div>";
}
