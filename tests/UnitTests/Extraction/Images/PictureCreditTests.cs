using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.UnitTests.Extraction.Images;

public sealed class PictureCreditTests
{
    [Theory]
    [InlineData("The old bridge. Photo: Ann Lee")]
    [InlineData("The old bridge <span class=credit>Ann Lee</span>")]
    [InlineData("<span>The old bridge</span><span class=pic-credit>Photo: Ann Lee</span>")]
    [InlineData("<span itemprop=caption>The old bridge</span> <span itemprop=creditText>Ann Lee</span>")]
    [InlineData("The old bridge | Foto: Ann Lee")]
    public void Caption_and_credit_are_parted(string caption)
    {
        var article = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1><p>The bridge has stood for a hundred years, and the city has grown around it ever since.</p><figure><img src=/bridge.jpg width=800 height=500><figcaption>" + caption + "</figcaption></figure>" + Pages.Prose + "</article>"));
        var image = Assert.Single(article.Blocks.OfType<Image>());
        Assert.Equal(("The old bridge", "Ann Lee"), (image.Caption?.TrimEnd('.'), image.Credit));
    }
}
