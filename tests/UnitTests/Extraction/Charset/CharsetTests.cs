using System.Text;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Text.Encodings;

namespace NewsPlatform.UnitTests.Extraction.Charset;

public sealed class CharsetTests
{
    private static byte[] Bytes(string text, int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text);

    [Theory]
    [InlineData("text/html; charset=windows-1251", "", 1251)]
    [InlineData(null, "<meta charset=windows-1251>", 1251)]
    [InlineData(null, "<!-- <meta charset=utf-8> --><META http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">", 1251)]
    [InlineData("text/html", "<?xml version=\"1.0\" encoding=\"windows-1251\"?>", 1251)]
    public void Declared_encoding_decodes_the_text(string? contentType, string head, int codePage)
    {
        var decoded = CharsetDecoder.Decode(Bytes(head + "<p>Мост закроют на ремонт до весны</p>", codePage), contentType);
        Assert.Contains("Мост закроют", decoded.Text, StringComparison.Ordinal);
        Assert.Equal("windows-1251", decoded.Charset);
    }

    [Theory]
    [InlineData("<meta charset=bogus><meta charset=koi8-r>", "koi8-r")]
    [InlineData("<meta \" charset=koi8-r>", "koi8-r")]
    [InlineData("<meta test=x\" charset=koi8-r><p>\"</p>", "koi8-r")]
    [InlineData("<p title=\"x><meta test=x\" charset=koi8-r><p>", "windows-1252")]
    [InlineData("<meta http-equiv=\"Content-Type content=\"text/html; charset=koi8-r\">", "windows-1252")]
    [InlineData("<meta charset=utf-16le>", "utf-8")]
    [InlineData("<meta charset=koi8-r", "windows-1252")]
    public void Malformed_declaration_is_read_as_browsers_do(string markup, string charset) => Assert.Equal(charset, CharsetDecoder.Decode(Encoding.ASCII.GetBytes(markup), null).Charset);

    [Fact]
    public void Header_beats_the_pages_own_declaration() =>
        Assert.Equal("windows-1251", CharsetDecoder.Decode(Bytes("<meta charset=koi8-r><p>Мост</p>", 1251), "text/html;charset=\"windows-1251\"").Charset);

    [Fact]
    public void Korean_page_uses_the_extended_set()
    {
        var decoded = CharsetDecoder.Decode(Bytes("<meta charset=euc-kr><p>똠방각하 뷁</p>", 949), null);
        Assert.Contains("뷁", decoded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Declaration_that_the_bytes_contradict_is_not_believed()
    {
        var decoded = CharsetDecoder.Decode(Encoding.UTF8.GetBytes("<meta charset=iso-8859-1><p>Die Brücke über den Fluß schließt für Fußgänger, sagt der Bürgermeister.</p>"), null);
        Assert.Equal(("utf-8", CharsetSource.Detection), (decoded.Charset, decoded.Source));
        Assert.Contains("Brücke", decoded.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>Café owner wins the prize \0 again", new byte[] { 0x92 }, "Café owner")]
    [InlineData("<p>Café owner wins \0 the prize \0 again", new byte[] { 0x96 }, "Café owner")]
    [InlineData("<p>Bürgerentscheid über die Brücke \0 in der Stadt: für und wider", new byte[] { 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80 }, "Bürgerentscheid über")]
    public void Stray_bytes_do_not_overturn_a_page_in_Utf8(string text, byte[] stray, string expected)
    {
        byte[] bytes = [.. text.SelectMany(c => c == '\0' ? stray : Encoding.UTF8.GetBytes(c.ToString()))];
        var decoded = CharsetDecoder.Decode(bytes, "text/html; charset=utf-8");
        Assert.Equal("utf-8", decoded.Charset);
        Assert.Contains(expected, decoded.Text, StringComparison.Ordinal);
        Assert.Contains('\uFFFD', decoded.Text);
    }

    [Theory]
    [InlineData("Die Brücke über den Fluß schließt", 1252)]
    [InlineData("Городской совет проголосовал во вторник за закрытие старого моста", 1251)]
    [InlineData("市议会周二投票决定关闭这座旧桥，因为工程师在两个桥墩上发现了裂缝，修缮工作将持续到春天。", 936)]
    [InlineData("市議会は火曜日、技師が二本の橋脚にひび割れを見つけたため、古い橋を閉鎖することを決めた。", 932)]
    [InlineData("시의회는 화요일 두 교각에서 균열이 발견되자 오래된 다리를 폐쇄하기로 결정했다. 공사는 봄까지 계속된다.", 949)]
    public void Page_of_another_encoding_that_is_called_Utf8_is_not_believed(string text, int codePage)
    {
        var decoded = CharsetDecoder.Decode(Bytes($"<p>{text} {text}</p>", codePage), "text/html; charset=utf-8");
        Assert.NotEqual("utf-8", decoded.Charset);
        Assert.Contains(text[..5], decoded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_without_declaration_is_told_by_its_bytes()
    {
        var text = "<p>Городской совет проголосовал во вторник за закрытие старого моста, после того как инженеры нашли трещины в двух опорах.</p>";
        Assert.Contains("Городской", CharsetDecoder.Decode(Bytes(text, 1251), null).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, "utf-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "utf-16le")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61 }, "utf-16be")]
    public void Byte_order_mark_decides_and_is_not_text(byte[] bytes, string charset)
    {
        var decoded = CharsetDecoder.Decode(bytes, "text/html; charset=windows-1252");
        Assert.Equal(("a", charset, CharsetSource.ByteOrderMark), (decoded.Text, decoded.Charset, decoded.Source));
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("utf-32le")]
    [InlineData("utf-32be")]
    public void Wide_text_without_a_mark_is_told_by_its_zeros(string charset)
    {
        var decoded = CharsetDecoder.Decode(WhatwgEncodings.Find(charset)!.Value.Encoding.GetBytes("<p>The council voted on Tuesday, at last.</p>"), null);
        Assert.Equal(("<p>The council voted on Tuesday, at last.</p>", charset), (decoded.Text, decoded.Charset));
    }

    [Theory]
    [InlineData("iso-2022-jp", "コンピュータは、本来的には数字しか扱うことができません。")]
    [InlineData("hz-gb-2312", "河北省与北京市今天开始合作")]
    public void Text_that_switches_sets_by_escapes_is_told_by_them(string charset, string text) =>
        Assert.Equal(text, CharsetDecoder.Decode(WhatwgEncodings.Find(charset)!.Value.Encoding.GetBytes(text), null).Text);

    [Theory]
    [InlineData("iso-8859-7", "Ο Άνεμος και ο Ήλιος μάλωναν ποιος είναι ο δυνατότερος. Άρχισε ο Άνεμος να φυσά με μανία, και ο ταξιδιώτης τυλίχτηκε στο πανωφόρι του.")]
    [InlineData("ibm857", "Türkçe ya da Türk dili, Güneydoğu Avrupa ve Batı Asya'da konuşulan, Türk dilleri dil ailesine ait sondan eklemeli bir dildir. Oğuz dilleri grubuna bağlıdır.")]
    [InlineData("ibm869", "Ο άνεμος και ο ήλιος μάλωναν ποιος είναι ο δυνατότερος. Άρχισε ο άνεμος να φυσά με μανία, και ο ταξιδιώτης τυλίχτηκε στο πανωφόρι του.")]
    [InlineData("johab", "한국어는 대한민국과 조선민주주의인민공화국의 공용어이다. 세계 여러 지역에 한민족 인구가 거주하고 있다.")]
    public void Text_of_an_old_set_is_told_by_its_letters(string charset, string text) =>
        Assert.Equal(text, CharsetDecoder.Decode(WhatwgEncodings.Find(charset)!.Value.Encoding.GetBytes(text), null).Text);

    [Fact]
    public void Western_text_is_not_taken_for_an_old_set()
    {
        var text = string.Concat(Enumerable.Repeat("Été à l'hôtel, où l'élève préféré dîne très tôt. ", 5));
        Assert.Equal(text, CharsetDecoder.Decode(Bytes(text, 1252), null).Text);
    }

    [Fact]
    public void Few_broken_bytes_do_not_unsettle_declared_utf8()
    {
        var bytes = Encoding.UTF8.GetBytes("<meta charset=utf-8><p>" + string.Concat(Enumerable.Repeat("Brücke für Fußgänger ", 20)) + "</p>").Append((byte)0xE4).ToArray();
        Assert.Equal("utf-8", CharsetDecoder.Decode(bytes, null).Charset);
    }
}
