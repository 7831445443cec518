using CsCheck;
using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("He came. She left.", "He came.|She left.")]
    [InlineData("Mr. Smith met Gen. Jones. They spoke.", "Mr. Smith met Gen. Jones.|They spoke.")]
    [InlineData("George W. Bush spoke. He left.", "George W. Bush spoke.|He left.")]
    [InlineData("Am 2. Oktober kam er. Dann ging er.", "Am 2. Oktober kam er.|Dann ging er.")]
    [InlineData("It fell in 2022. Then it rose.", "It fell in 2022.|Then it rose.")]
    [InlineData("“Why?” he asked. “Because.” She left.", "“Why?” he asked.|“Because.”|She left.")]
    [InlineData("It rose 3.5 percent. No more.", "It rose 3.5 percent.|No more.")]
    [InlineData("彼は来た。彼女は去った。", "彼は来た。|彼女は去った。")]
    [InlineData("वह आया। वह गई।", "वह आया।|वह गई।")]
    [InlineData("Headline\nBody text. More", "Headline|Body text.|More")]
    public void Text_is_cut_into(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SentenceSplitter.Split(text).Select(s => text[s.Start..s.End])));

    [Fact]
    public void Sentences_are_ordered_and_leave_out_white_space_only() => HostileText.Any.Sample(text =>
    {
        var end = 0;
        foreach (var sentence in SentenceSplitter.Split(text))
        {
            Assert.True(sentence.Start >= end && sentence.Length > 0 && sentence.End <= text.Length);
            Assert.True(text.AsSpan(end, sentence.Start - end).IsWhiteSpace());
            end = sentence.End;
        }

        Assert.True(text.AsSpan(end).IsWhiteSpace());
    });
}
