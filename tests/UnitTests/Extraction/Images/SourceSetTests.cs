using NewsPlatform.Extraction.Images;

namespace NewsPlatform.UnitTests.Extraction.Images;

public sealed class SourceSetTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" , ", null)]
    [InlineData("a.jpg", "a.jpg")]
    [InlineData("a.jpg 1x, b.jpg 2x", "b.jpg")]
    [InlineData("a.jpg 320w,b.jpg 640w", "b.jpg")]
    [InlineData("/w=10,h=5/a.jpg 320w, /w=20,h=9/a.jpg 640w", "/w=20,h=9/a.jpg")]
    [InlineData("data:image/gif;base64,R0 900w, a.jpg 320w", "a.jpg")]
    [InlineData("a.jpg 640w 480h, b.jpg 320w", "a.jpg")]
    public void Largest_is_the_widest(string? set, string? url) => Assert.Equal(url, SourceSet.Largest(set).Url);
}
