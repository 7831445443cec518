using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class PageFileNameTests
{
    [Theory]
    [InlineData("page.html", true, false, null)]
    [InlineData("page.htm", true, false, null)]
    [InlineData("page.xhtml", true, false, null)]
    [InlineData("page.txt", true, false, "text/plain")]
    [InlineData("page.html.gz", true, true, null)]
    [InlineData("page.htm.gz", true, true, null)]
    [InlineData("page.xhtml.gz", true, true, null)]
    [InlineData("PAGE.TXT.GZ", true, true, "text/plain")]
    [InlineData("page.gz", false, true, null)]
    [InlineData("page.pdf", false, false, null)]
    [InlineData("html", false, false, null)]
    [InlineData("", false, false, null)]
    public void Name_tells_page_packing_and_type(string name, bool isPage, bool isPacked, string? type) =>
        Assert.Equal((isPage, isPacked, type), (PageFileName.IsPage(name), PageFileName.IsPacked(name), PageFileName.ContentType(name)));
}
