using CsCheck;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.UnitTests.Text.Urls;

public sealed class IdnaTests
{
    [Theory]
    [InlineData("Bücher.Example", "xn--bcher-kva.example")]
    [InlineData("faß.example", "xn--fa-hia.example")] // no transitional processing
    [InlineData("ｎｅｗｓ。example", "news.example")]
    [InlineData("न\u094D\u200D.example", "xn--l2b8ev54f.example")] // a joiner behind a virama
    [InlineData("\u05D0\u05D1.example", "xn--4dbc.example")]
    [InlineData("XN--ANYTHING-.example", "xn--anything-.example")] // ASCII is only made small
    public void TryToAscii_of_a_valid_name_gives_its_punycode(string name, string ascii)
    {
        Assert.True(Idna.TryToAscii(name, out var actual));
        Assert.Equal(ascii, actual);
    }

    [Theory]
    [InlineData("\u0301a.example", "a mark first")]
    [InlineData("a\u200Db.example", "a joiner between letters that do not join")]
    [InlineData("\u05D0a.example", "two directions in one label")]
    [InlineData("xn--a.bücher.example", "punycode that decodes to nothing")]
    [InlineData("\uFFFDa.example", "a disallowed character")]
    [InlineData("xn--\U00020000-a.example", "punycode with a character beyond ASCII, written as two halves")]
    public void TryToAscii_of_an_invalid_name_is_refused(string name, string why)
    {
        Assert.False(Idna.TryToAscii(name, out _), why);
    }

    [Fact]
    public void TryToAscii_of_any_text_never_throws_and_what_it_gives_stays_the_same()
    {
        var part = Gen.OneOf("xn--", "bücher", "\u05D0", "\u200D", "\uD800", ".", "。", "ß", "1", "-", "\u0301", "\uFFFF", "\U00020000", "a", "-a");
        Gen.Select(part.Array[0, 8].Select(string.Concat), Gen.String[0, 6], (a, b) => a + b).Sample(name =>
        {
            Assert.True(!Idna.TryToAscii(name, out var ascii) || (Idna.TryToAscii(ascii, out var again) && again == ascii));
        });
    }

    [Fact]
    public void Punycode_of_any_label_is_decoded_to_the_label()
    {
        Gen.Int[0x20, 0xD7FF].Array[1, 40].Sample(points => Assert.Equal(points, Punycode.Decode(Punycode.Encode([.. points])!)));
    }
}
