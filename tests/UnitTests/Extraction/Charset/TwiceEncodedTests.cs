using System.Text;
using NewsPlatform.Extraction.Charset;

namespace NewsPlatform.UnitTests.Extraction.Charset;

public sealed class TwiceEncodedTests
{
    private static byte[] Twice(string text) => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));

    private static string Rented(byte[] bytes)
    {
        using var text = CharsetDecoder.DecodeRented(bytes, null);
        return text.Text.ToString();
    }

    [Theory]
    [InlineData("<p>The mayor’s plan – “too late”, says José</p>")]
    [InlineData("<p>Мост закроют на ремонт до весны</p>")]
    [InlineData("<p>市議会は橋を閉じる</p>")]
    public void Page_that_was_encoded_twice_is_decoded_twice(string text)
    {
        Assert.Equal(text, CharsetDecoder.Decode(Twice(text), "text/html; charset=utf-8").Text);
        Assert.Equal(text, Rented(Twice(text)));
    }

    [Fact]
    public void Byte_order_mark_that_was_encoded_twice_is_no_text()
    {
        Assert.Equal("<p>José – too late</p>", CharsetDecoder.Decode(Twice("\uFEFF<p>José – too late</p>"), null).Text);
        Assert.Equal("<p>José – too late</p>", Rented(Twice("\uFEFF<p>José – too late</p>")));
    }

    // Words as they are, a stray control character, and a page of which only a part was encoded twice.
    [Theory]
    [InlineData("<p>José über São Paulo, 20 °C</p>")]
    [InlineData("<p>José said\u0085</p>")]
    [InlineData("<p>The mayorâ\u0080\u0099s plan – too late</p>")]
    public void Other_text_stays(string text)
    {
        Assert.Equal(text, CharsetDecoder.Decode(Encoding.UTF8.GetBytes(text), null).Text);
        Assert.Equal(text, Rented(Encoding.UTF8.GetBytes(text)));
    }
}
