using NewsPlatform.Text.Encodings;

namespace NewsPlatform.UnitTests.Text.Encodings;

public sealed class WhatwgEncodingsTests
{
    [Theory]
    [InlineData("utf8", "utf-8")]
    [InlineData(" Latin1 ", "windows-1252")]
    [InlineData("ISO-8859-1", "windows-1252")]
    [InlineData("ks_c_5601-1987", "euc-kr")]
    [InlineData("gb2312", "gbk")]
    [InlineData("x-sjis", "shift_jis")]
    [InlineData("cp1251", "windows-1251")]
    [InlineData("euc-cn", "gbk")]
    [InlineData("klingon", null)]
    public void Label_of_the_web_has_its_encoding(string label, string? name) => Assert.Equal(name, WhatwgEncodings.Find(label)?.Name);

    [Theory]
    [InlineData("41A4A28EB1", "Aあｱ")]
    [InlineData("8FB0A18FB0A2", "丂丄")]
    [InlineData("8FA2B78FA2F1", "～№")]
    [InlineData("A1A6", "・")]
    [InlineData("A2AF41", "\uFFFDA")]
    [InlineData("8FF3A141", "\uFFFDA")]
    [InlineData("8FA1A141", "\uFFFDA")]
    [InlineData("A44142", "\uFFFDAB")]
    [InlineData("8F4142", "\uFFFDAB")]
    [InlineData("8FB04142", "\uFFFDAB")]
    [InlineData("8EE041", "\uFFFDA")]
    [InlineData("80FF41", "\uFFFD\uFFFDA")]
    [InlineData("41A4", "A\uFFFD")]
    [InlineData("418F", "A\uFFFD")]
    [InlineData("418FB0", "A\uFFFD")]
    public void Bytes_of_euc_jp_are_read_as_browsers_read_them(string bytes, string text)
    {
        var encoding = WhatwgEncodings.Find("euc-jp")!.Value.Encoding;
        Assert.Equal(text, encoding.GetString(Convert.FromHexString(bytes)));
        Assert.Equal(text.Length, encoding.GetCharCount(Convert.FromHexString(bytes)));
    }
}
