using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Explaining;

namespace NewsPlatform.UnitTests.Extraction.Explaining;

public sealed class PageExplanationTests
{
    private static PageExplanation Explain(string html) => ArticleExtractor.Explain(
        new Page(System.Text.Encoding.UTF8.GetBytes(html), new Uri("https://paper.example/news/bridge")) { ContentType = "text/html; charset=utf-8" },
        ExtractionOptions.Default with { MaxTime = TimeSpan.FromMinutes(1) },
        CancellationToken.None);

    [Fact]
    public void Each_block_has_its_role_and_reason()
    {
        var menu = "<nav class=menu><ul>" + string.Concat(Enumerable.Repeat("<li><a href=/a>Home and more</a></li>", 30)) + "</ul></nav>";
        var explained = Explain(Pages.Page(menu + "<main><h1>Harbour bridge to close</h1>" + Pages.Prose + "</main><div id=comments><p>What a pity, said a reader, that nobody saw it coming.</p></div>"));
        var first = Assert.Single(explained.Blocks, block => block.Text.StartsWith("The council voted", StringComparison.Ordinal));
        Assert.Equal(BlockRole.Article, first.Role);
        Assert.InRange(first.Score!.Value, 0.5, 1);
        var reader = Assert.Single(explained.Blocks, block => block.Text.StartsWith("What a pity", StringComparison.Ordinal));
        Assert.Equal(BlockRole.Furniture, reader.Role);
        Assert.Contains("div.comments (Comments)", reader.Reason, StringComparison.Ordinal);
        Assert.Equal(30, explained.Blocks.Count(block => block.Reason.Contains("nav.menu", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_explained_is_what_is_extracted()
    {
        var html = Pages.Page("<main><h1>Harbour bridge to close</h1>" + Pages.Prose + "</main><footer>© The Paper</footer>");
        var article = Explain(html).Result.Article!;
        Assert.Equal(Pages.Article(html).Text, article.Text);
        Assert.Equal("main", article.TextEvidence!.Place);
    }

    [Fact]
    public void Rejected_pages_are_explained_too()
    {
        var explained = Explain("<title>404</title><h1>Not found</h1><p>There is no such page.</p>");
        Assert.NotNull(explained.Result.Rejection);
        Assert.Equal(2, explained.Blocks.Count);
        Assert.DoesNotContain(explained.Blocks, block => block.Role == BlockRole.Added);
    }

    [Fact]
    public void Plain_text_has_no_blocks_to_explain() => Assert.Empty(Explain("Just a line of text.").Blocks);
}
