using NewsPlatform.Extraction.Blocks;

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
}
