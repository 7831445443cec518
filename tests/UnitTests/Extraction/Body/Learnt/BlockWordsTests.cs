using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class BlockWordsTests
{
    internal static List<TextBlock> Blocks(params string[] texts) => [.. texts.Select(text => new TextBlock
    {
        Text = text, Anchors = [], Linked = 0, Emphasised = 0, Small = 0, Container = 0, Hints = ElementHint.None, Length = text.Length, Punctuation = 0,
    })];

    [Fact]
    public void Case_and_punctuation_do_not_count()
    {
        using var words = new BlockWords(Blocks("The old bridge", "the OLD, bridge!"));
        Assert.Equal(3, words.Of(0).Length);
        Assert.Equal(words.Of(0), words.Of(1));
    }

    [Fact]
    public void Ideographs_are_words_without_blanks()
    {
        using var words = new BlockWords(Blocks("大桥关闭", "大桥 closed"));
        Assert.Equal(4, words.Of(0).Length);
        Assert.Equal(words.Of(0)[..2], words.Of(1)[..2]);
    }

    [Fact]
    public void A_block_has_at_most_a_hundred_words()
    {
        using var words = new BlockWords(Blocks(string.Join(' ', Enumerable.Range(0, 5000).Select(i => "word" + i)), "last one"));
        Assert.Equal(BlockWords.MaxWords, words.Of(0).Length);
        Assert.Equal(2, words.Of(1).Length);
    }

    [Fact]
    public void Lines_that_differ_in_numbers_are_the_same_line()
    {
        using var words = new BlockWords(Blocks("Published 12 May 2024, 10:30", "Published 3 May 2023, 9:15", "Updated 3 May 2023", "2024"));
        Assert.Equal(words.LineOf(0), words.LineOf(1));
        Assert.NotEqual(words.LineOf(1), words.LineOf(2));
        Assert.Equal(0u, words.LineOf(3));
    }

    [Fact]
    public void Long_texts_are_told_by_their_end()
    {
        var long1 = string.Join(' ', Enumerable.Range(0, 200).Select(i => "word" + i)) + " all rights reserved";
        using var words = new BlockWords(Blocks(long1, "Twenty other words that are not at all like those before but stop just the same: all rights reserved", "all rights reserved"));
        Assert.Equal(words.LineOf(0), words.LineOf(1));
        Assert.NotEqual(words.LineOf(0), words.LineOf(2));
    }

    [Fact]
    public void Share_of_triples_is_that_of_the_words()
    {
        var set = new TripleSet("The council voted to close the bridge");
        using var words = new BlockWords(Blocks("the council voted to close the bridge", "the council voted to open a school", "the council"));
        Assert.Equal(1, set.ShareOf(words.Of(0)));
        Assert.Equal(0.4f, set.ShareOf(words.Of(1)));
        Assert.Equal(-1, set.ShareOf(words.Of(2)));
    }
}
