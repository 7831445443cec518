using CsCheck;
using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class TextSpansTests
{
    [Fact]
    public void Offsets_of_text_without_pairs_are_the_same()
    {
        var spans = new TextSpans("Zürich, 東京");
        Assert.Equal(spans.Text.Length, spans.CodePoints);
        Assert.Equal(5, spans.ToCodePoint(5));
        Assert.Equal(5, spans.ToUtf16(5));
    }

    [Fact]
    public void Surrogate_pair_counts_as_one_code_point()
    {
        var spans = new TextSpans("a😀b😀c");
        Assert.Equal(5, spans.CodePoints);
        Assert.Equal(2, spans.ToCodePoint(3));
        Assert.Equal(3, spans.ToUtf16(2));
        Assert.Equal("😀b", spans.Slice(1, 3));
    }

    [Fact]
    public void Unpaired_surrogate_counts_as_one_code_point() => Assert.Equal(3, new TextSpans("\uD83Da\uDE00").CodePoints);

    [Fact]
    public void Offset_outside_the_text_is_refused()
    {
        var spans = new TextSpans("ab");
        Assert.Throws<ArgumentOutOfRangeException>(() => spans.ToCodePoint(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => spans.ToUtf16(-1));
    }

    [Fact]
    public void Offsets_map_back_and_count_what_runes_count() => HostileText.Any.Sample(text =>
    {
        var spans = new TextSpans(text);
        var (utf16, codePoint) = (0, 0);
        while (utf16 <= text.Length)
        {
            Assert.Equal(codePoint, spans.ToCodePoint(utf16));
            Assert.Equal(utf16, spans.ToUtf16(codePoint));
            utf16 += utf16 + 1 < text.Length && char.IsSurrogatePair(text[utf16], text[utf16 + 1]) ? 2 : 1;
            codePoint++;
        }

        Assert.Equal(codePoint - 1, spans.CodePoints);
    });
}
