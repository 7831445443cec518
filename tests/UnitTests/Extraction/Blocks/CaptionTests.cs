using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.UnitTests.Extraction.Blocks;

public sealed class CaptionTests
{
    private static IReadOnlyList<Block> Read(string behind) =>
        Pages.Article(Pages.Page("<main><p>The bridge has stood for a hundred years, and the city has grown around it ever since.</p><figure><img src=/bridge.jpg width=800 height=500><figcaption>Ann Lee</figcaption></figure>" + behind + Pages.Prose + "</main>")).Blocks;

    [Fact]
    public void Paragraph_that_begins_as_the_caption_before_it_stays()
    {
        const string Said = "Ann Lee said on Tuesday that she would not let it happen, whatever the council says.";
        Assert.Contains(Read("<p>" + Said + "</p>"), static block => block is Paragraph { Text: Said });
    }

    [Fact]
    public void Caption_stands_once() => Assert.DoesNotContain(Read(""), static block => block is Paragraph { Text: "Ann Lee" });

    // A caption that was chosen as text is in the picture's block already, with its credit or without.
    [Theory]
    [InlineData("<figcaption>The bridge stood empty on Tuesday.</figcaption>")]
    [InlineData("<figcaption>The bridge stood empty on Tuesday. Photo: Ann Lee</figcaption>")]
    public void Chosen_caption_stands_with_its_picture_only(string caption)
    {
        var blocks = Built("<figure><img src=/bridge.jpg width=800 height=500>" + caption + "</figure>");
        Assert.Equal("The bridge stood empty on Tuesday.", Assert.Single(blocks.OfType<Image>()).Caption);
        Assert.DoesNotContain(blocks, static block => block is Paragraph { Text: var text } && text.StartsWith("The bridge stood empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Chosen_text_behind_a_picture_without_a_caption_stays() =>
        Assert.Contains(Built("<figure><img src=/bridge.jpg width=800 height=500></figure><p>The bridge stood empty on Tuesday.</p>"), static block => block is Paragraph { Text: "The bridge stood empty on Tuesday." });

    // All blocks of the page are chosen.
    private static List<Block> Built(string behind)
    {
        var html = Pages.Page("<main>" + Pages.Prose + behind + "<p>It was closed for the night.</p></main>");
        using var tree = PageParser.Parse(html, ExtractionOptions.Default, CancellationToken.None);
        var url = new Uri("https://paper.example/news/bridge");
        var scan = PageWalker.Walk(tree, url, CancellationToken.None);
        BlockWeights.Apply(scan, null, "");
        return BlockBuilder.Build(scan, new(0, [.. Enumerable.Range(0, scan.Blocks.Count)], 1), url, 1000).Blocks;
    }
}
