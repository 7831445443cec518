using System.Text.Json;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.UnitTests.Extraction.Body.Embedded;

public sealed class EmbeddedBodyTests
{
    private static readonly string[] Paragraphs =
    [
        "The council voted on Tuesday to close the old harbour bridge, after engineers found cracks in two of its piers.",
        "Traffic will be led over the northern crossing until spring, the mayor said, and buses will run every ten minutes.",
        "“We have no choice,” she told reporters. “The bridge was built for carts, not for lorries of forty tonnes.”",
        "Shopkeepers on the quay fear for their trade, and have asked the city for help until the works are over.",
        "The repairs are expected to cost eleven million, of which the region pays a third, and to take until the autumn of next year.",
        "Divers had inspected the piers in June and September, and measured how far the cracks had grown over the summer months.",
    ];

    private static readonly object[] Others = [.. Enumerable.Range(1, 8).Select(i => new { title = "Another story " + i, text = $"The other story number {i} is about the festival in the park, where bands of {i + 3} countries will play, and of nothing else." })];

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private static string Script(object state) => "<script id=__NEXT_DATA__ type=application/json>" + Json(state) + "</script>";

    private static ExtractedArticle Read(string body, string head = "") =>
        Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + body + "</main>", "<meta property=og:type content=article><meta property=og:title content='Harbour bridge to close after cracks found'>" + head));

    [Fact]
    public void Text_of_a_shell_stands_in_its_state()
    {
        var state = new { props = new { story = new { title = "Harbour bridge to close", body = Paragraphs.Select(p => new { type = "paragraph", content = new object[] { new { type = "text", value = p } } }) }, more = Others } };
        var article = Read("<div id=__next></div>", Script(state));
        Assert.Equal(Paragraphs, article.Blocks.OfType<Paragraph>().Select(block => block.Text));
    }

    [Fact]
    public void Runs_of_a_paragraph_are_joined_and_headings_are_headings()
    {
        object Run(string text) => new { type = "text", value = text };
        var state = new
        {
            story = new
            {
                headline = "Harbour bridge to close after cracks found",
                content = new object[]
                {
                    new { type = "paragraph", content = new[] { Run(Paragraphs[0][..40]), new { type = "link", content = new[] { Run(Paragraphs[0][40..60]) } }, Run(Paragraphs[0][60..]) } },
                    new { type = "heading", content = new[] { Run("What comes next") } }, new { type = "paragraph", content = new[] { Run(Paragraphs[1]) } },
                    new { type = "ad", content = new[] { Run("Buy a boat now, the best boats of the coast are waiting for you at the quay, today and tomorrow.") } },
                    new { type = "paragraph", content = new[] { Run(Paragraphs[2]) } }, new { type = "paragraph", content = new[] { Run(Paragraphs[3]) } }, new { type = "paragraph", content = new[] { Run(Paragraphs[4]) } },
                },
            },
        };
        var article = Read("", Script(state));
        Assert.Equal(Paragraphs[0], article.Blocks.OfType<Paragraph>().First().Text);
        Assert.Contains(article.Blocks, block => block is Heading { Text: "What comes next" });
        Assert.DoesNotContain("boat", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_the_state_is_read_as_markup()
    {
        var article = Read("", "<script>window.__STATE__ = " + Json(new { post = new { title = "Harbour bridge to close", content = new { rendered = string.Concat(Paragraphs.Select(p => $"<p>{p} <a href='/more'>More on it</a></p>")) } } }) + ";</script>");
        Assert.Equal(6, article.Blocks.OfType<Paragraph>().Count());
        Assert.DoesNotContain("<", article.Text, StringComparison.Ordinal);
        Assert.Contains(article.Links, link => link.Url.AbsolutePath == "/more");
    }

    [Fact]
    public void Text_behind_a_paywall_that_only_hides_is_taken_from_json_ld()
    {
        var article = Read(
            "<p>" + Paragraphs[0] + "</p><p>" + Paragraphs[1] + "</p><div class=paywall>Subscribe to continue reading</div>",
            "<script type=application/ld+json>" + Json(new { @type = "x" }).Replace("\"type\":\"x\"", "\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false,\"articleBody\":" + Json(string.Join('\n', Paragraphs)), StringComparison.Ordinal) + "</script>");
        Assert.Equal(string.Join("\n\n", Paragraphs), article.Text);
        Assert.Equal(Completeness.Full, article.Completeness);
    }

    [Fact]
    public void State_of_other_stories_is_not_the_article()
    {
        var article = Read("<p>" + Paragraphs[0] + "</p><p>" + Paragraphs[1] + "</p>", Script(new { latest = Others }));
        Assert.DoesNotContain("festival", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("itemprop=articleBody", true)]
    [InlineData("class=post-body", true)]
    [InlineData("class=sidebar", false)]
    public void Markup_that_a_script_puts_in_the_place_of_the_body_is_the_article(string place, bool isRead)
    {
        var page = Pages.Extract(Pages.Page($"<main><h1>Harbour bridge to close</h1><div {place}><script type=text/template>" + string.Concat(Paragraphs.Select(p => $"<p>{p}</p>")) + "</script></div></main>", "<meta property=og:type content=article>"));
        Assert.Equal(isRead ? Paragraphs : null, page.Article?.Blocks.OfType<Paragraph>().Select(static block => block.Text));
    }

    [Fact]
    public void Readers_comments_are_not_the_article()
    {
        var comments = Paragraphs.Select((p, i) => new { user = "Reader " + i, text = "I think of the harbour bridge and of how it is to close, and say: " + p });
        var article = Read("<p>" + Paragraphs[0] + "</p>", Script(new { page = new { title = "Harbour bridge to close", comments, discussion = new { entries = comments } } }) + Script(new { page = new { title = "Harbour bridge to close", said = comments } }));
        Assert.Equal(Paragraphs[0], article.Text);
    }

    [Fact]
    public void Another_story_about_the_same_is_not_the_article()
    {
        var article = Read("<p>" + Paragraphs[0] + "</p>", Script(new { story = new { headline = "Another town remembers its bridge to the harbour, and how it had to close", body = Paragraphs[1..].Select(text => new { text }) } }));
        Assert.Equal(Paragraphs[0], article.Text);
    }

    [Fact]
    public void Article_that_is_shown_whole_is_not_read_again_out_of_a_list_of_more()
    {
        var state = new { story = new { body = Paragraphs[..3].Select(p => new { text = p }) }, feed = Paragraphs[..3].Select(p => new { text = p }).Concat(Others.Select(_ => new { text = Paragraphs[4] + " Something else, " + Paragraphs[5] })) };
        var article = Read(string.Concat(Paragraphs[..3].Select(p => $"<p>{p}</p>")), Script(state));
        Assert.Equal(string.Join("\n\n", Paragraphs[..3]), article.Text);
    }

    [Theory]
    [InlineData("<script type=application/json>{\"a\":[[[[[[[[")]
    [InlineData("<script>var x = {not: json, at: 'all'}; function f() { return [1,2,3] }")]
    public void Broken_state_changes_nothing(string script)
    {
        var article = Read("<p>" + Paragraphs[0] + "</p><p>" + Paragraphs[1] + "</p>", script + new string(' ', 2000) + "</script>");
        Assert.Equal(Paragraphs[0] + "\n\n" + Paragraphs[1], article.Text);
    }

    [Fact]
    public void Deep_and_long_state_ends_soon()
    {
        var deep = string.Concat(Enumerable.Repeat("[{\"content\":", 5000)) + "\"" + Paragraphs[0] + "\"";
        var wide = "{\"content\":[" + string.Join(',', Enumerable.Repeat("{\"text\":\"" + "The council voted on Tuesday to close it, again and again and again, as it does." + "\"}", 60_000)) + "]}";
        var article = Read("<p>" + Paragraphs[0] + "</p><p>" + Paragraphs[1] + "</p>", "<script>" + deep + "</script><script type=application/json>" + wide + "</script>");
        Assert.StartsWith("The council", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{#each stories}}", "{{/each}}")]
    [InlineData("<% stories.forEach(function (story) { %>", "<% }) %>")]
    public void Template_with_places_to_fill_in_is_not_the_article(string start, string end)
    {
        var page = Pages.Extract(Pages.Page("<main><h1>Harbour bridge to close</h1><div class=article-body><script type=text/template>" + start + string.Concat(Paragraphs.Select(p => $"<p>{p}</p>")) + end + "</script></div></main>", "<meta property=og:type content=article>"));
        Assert.Null(page.Article);
    }
}
