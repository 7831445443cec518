using CsCheck;
using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Khan’s visit", "Khan|’s|visit")]
    [InlineData("It wasn't O'Neill's", "It|wasn't|O'Neill|'s")]
    [InlineData("l'Iran et l’État", "l'|Iran|et|l’|État")]
    [InlineData("dell'Italia", "dell'|Italia")]
    [InlineData("the U.S. and the U.N.", "the|U.S.|and|the|U.N.")]
    [InlineData("1,000.50 dollars, 10:30.", "1,000.50|dollars|,|10:30|.")]
    [InlineData("23-24 February", "23|-|24|February")]
    [InlineData("long-term COVID-19", "long-term|COVID-19")]
    [InlineData("the 3rd, 1990s", "the|3rd|,|1990s")]
    [InlineData("東京と北京", "東|京|と|北|京")]
    [InlineData("हिन्दी में", "हिन्दी|में")]
    [InlineData("ok 😀!", "ok|😀|!")]
    public void Text_is_cut_into(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Tokenizer.Tokenize(text).Select(t => text[t.Start..t.End])));

    [Fact]
    public void Tokens_are_ordered_and_leave_out_nothing_visible() => HostileText.Any.Sample(text =>
    {
        var end = 0;
        foreach (var token in Tokenizer.Tokenize(text))
        {
            Assert.True(token.Start >= end && token.End > token.Start && token.End <= text.Length);
            Assert.DoesNotContain(text[end..token.Start], char.IsLetterOrDigit);
            end = token.End;
        }

        Assert.DoesNotContain(text[end..], char.IsLetterOrDigit);
    });
}
