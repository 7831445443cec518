using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.UnitTests.Extraction.Blocks;

public sealed class WriterTests
{
    private static readonly Uri Address = new("https://paper.example/a?b=1&c=2");

    private static readonly Block[] All =
    [
        new Paragraph("A <b>bold</b> claim & a link", [new TextLink(24, 4, Address)]),
        new Heading(2, "What <next>"),
        new Quote("She said \"no\"", []),
        new ListBlock(true, ["one", "two"]),
        new Table([["a", "b"], ["c|d", "e"]]),
        new Image(new Uri("https://paper.example/i.jpg"), "A bridge", "Ann Lee"),
        new Embed(new Uri("https://video.example/v"), "video.example"),
    ];

    [Fact]
    public void Html_encodes_all_text_and_keeps_links() =>
        Assert.Equal(
            "<p>A &lt;b&gt;bold&lt;/b&gt; claim &amp; a <a rel=\"nofollow noopener\" href=\"https://paper.example/a?b=1&amp;c=2\">link</a></p>\n<h2>What &lt;next&gt;</h2>\n<blockquote><p>She said &quot;no&quot;</p></blockquote>\n<ol><li>one</li><li>two</li></ol>\n"
            + "<table><tr><td>a</td><td>b</td></tr><tr><td>c|d</td><td>e</td></tr></table>\n<figure><img src=\"https://paper.example/i.jpg\" alt=\"\"><figcaption>A bridge (Ann Lee)</figcaption></figure>\n<p><a rel=\"nofollow noopener\" href=\"https://video.example/v\">video.example</a></p>\n",
            HtmlWriter.Write(All));

    [Fact]
    public void Markdown_escapes_its_own_signs() =>
        Assert.Equal(
            "A \\<b\\>bold\\</b\\> claim & a [link](https://paper.example/a?b=1&c=2)\n\n## What \\<next\\>\n\n> She said \"no\"\n\n1. one\n2. two\n\n| a | b |\n| --- | --- |\n| c\\|d | e |\n\n![A bridge](https://paper.example/i.jpg)\n\n[video.example](https://video.example/v)",
            MarkdownWriter.Write(All));

    [Fact]
    public void Prose_joins_texts_by_blank_lines() => Assert.Equal("one\ntwo\n\nb", Prose.Of([new ListBlock(false, ["one", "two"]), All[5], new Paragraph("b", [])]));
}
