using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class RepeatedTextTests
{
    private static (float[] Before, float[] After) Of(params string[] texts)
    {
        using var words = new BlockWords(BlockWordsTests.Blocks(texts));
        return RepeatedText.Of(words, texts.Length);
    }

    [Fact]
    public void Text_that_stands_once_is_not_repeated()
    {
        var (before, after) = Of("The old bridge will be closed", "Traffic goes over the northern crossing");
        Assert.Equal([0, 0], before);
        Assert.Equal([0, 0], after);
    }

    [Fact]
    public void Copy_cut_differently_is_found()
    {
        var (before, after) = Of("The old bridge will be closed", "Traffic goes over the other", "The old bridge will be closed Traffic goes over the other");
        Assert.Equal([0f, 0f], before[..2]);
        Assert.Equal([1f, 1f], after[..2]);
        Assert.InRange(before[2], 0.7f, 0.8f);
        Assert.Equal(0, after[2]);
    }

    [Fact]
    public void Short_lines_count_as_a_whole() => Assert.Equal([0f, 0f, 1f], Of("Read more", "Read it", "Read more").Before);

    [Fact]
    public void Page_without_blocks_or_words_has_no_shares()
    {
        Assert.Empty(Of().Before);
        Assert.Equal([0f, 0f], Of("***", "***").Before);
    }
}
