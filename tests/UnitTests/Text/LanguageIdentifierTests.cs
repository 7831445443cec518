using CsCheck;
using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class LanguageIdentifierTests
{
    [Theory]
    [InlineData("en", "The council will vote next week on whether the old bridge should be repaired or replaced.")]
    [InlineData("es", "El ayuntamiento votará la próxima semana si el viejo puente debe repararse o sustituirse.")]
    [InlineData("de", "Der Stadtrat stimmt nächste Woche darüber ab, ob die alte Brücke saniert oder ersetzt werden soll.")]
    [InlineData("fr", "Le conseil municipal votera la semaine prochaine pour savoir si le vieux pont doit être réparé.")]
    [InlineData("pt", "A câmara municipal vai votar na próxima semana se a velha ponte deve ser reparada ou substituída.")]
    [InlineData("it", "Il consiglio comunale voterà la prossima settimana se il vecchio ponte deve essere riparato.")]
    [InlineData("nl", "De gemeenteraad stemt volgende week over de vraag of de oude brug moet worden hersteld.")]
    [InlineData("hi", "नगर परिषद अगले सप्ताह इस बात पर मतदान करेगी कि पुराने पुल की मरम्मत की जाए या नहीं।")]
    [InlineData("ur", "سٹی کونسل اگلے ہفتے اس بات پر ووٹ دے گی کہ پرانے پل کی مرمت کی جائے یا نہیں۔")]
    [InlineData("ar", "سيصوت مجلس المدينة الأسبوع المقبل على ما إذا كان ينبغي إصلاح الجسر القديم أو استبداله.")]
    [InlineData("zh", "市议会将于下周投票决定是否修复或更换这座旧桥。")]
    [InlineData("ja", "市議会は来週、古い橋を修理するか架け替えるかについて採決する。")]
    [InlineData("ru", "Городской совет на следующей неделе проголосует о том, ремонтировать ли старый мост.")]
    [InlineData("tr", "Belediye meclisi gelecek hafta eski köprünün onarılıp onarılmayacağını oylayacak.")]
    [InlineData("pl", "Rada miasta zagłosuje w przyszłym tygodniu, czy stary most powinien zostać naprawiony.")]
    [InlineData("sv", "Kommunfullmäktige ska nästa vecka rösta om huruvida den gamla bron ska repareras.")]
    [InlineData("fa", "شورای شهر هفته آینده درباره تعمیر یا تعویض پل قدیمی رأی‌گیری خواهد کرد.")]
    [InlineData("id", "Dewan kota akan memberikan suara minggu depan mengenai apakah jembatan tua itu harus diperbaiki.")]
    [InlineData("ko", "시의회는 다음 주에 오래된 다리를 보수할지 교체할지를 표결할 예정이다.")]
    [InlineData("uk", "Міська рада наступного тижня проголосує про те, чи ремонтувати старий міст.")]
    public void Sentence_of_a_core_language_is_recognised(string code, string text) => Assert.Equal(code, LanguageIdentifier.Identify(text).Code);

    [Theory]
    [InlineData("")]
    [InlineData("12:30 – 4,5 % … 😀")]
    public void Text_without_letters_has_no_language(string text) => Assert.Equal(new LanguageGuess("und", 0), LanguageIdentifier.Identify(text));

    [Fact]
    public void Only_the_beginning_is_read()
    {
        var english = string.Concat(Enumerable.Repeat("The council will vote on the bridge next week. ", 100));
        Assert.Equal("en", LanguageIdentifier.Identify(english + string.Concat(Enumerable.Repeat("Der Stadtrat stimmt ab. ", 1000))).Code);
    }

    [Fact]
    public void Score_is_a_probability_for_any_text() => HostileText.Any.Sample(text =>
    {
        var guess = LanguageIdentifier.Identify(text);
        Assert.InRange(guess.Score, 0, 1);
        Assert.NotEmpty(guess.Code);
    });
}
