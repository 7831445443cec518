using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.UnitTests.Extraction.Dates;

public sealed class DateLineTests
{
    [Theory]
    [InlineData("Published 3 May 2024 | Updated 4 May 2024", "2024-05-03 Published;2024-05-04 Modified")]
    [InlineData("3 May 2024 - Updated 4 May 2024", "2024-05-03 None;2024-05-04 Modified")]
    [InlineData("Letzte Änderung: 04.05.2024 Erschienen am: 03.05.2024", "2024-05-04 Modified;2024-05-03 Published")]
    [InlineData("Publié le 3 mai 2024, mis à jour le 4 mai 2024", "2024-05-03 Published;2024-05-04 Modified")]
    [InlineData("Publicado el 3 de mayo de 2024", "2024-05-03 Published")]
    [InlineData("Atualizado em 04/05/2024", "2024-05-04 Modified")]
    [InlineData("Pubblicato il 3 maggio 2024", "2024-05-03 Published")]
    [InlineData("Bijgewerkt op 4 mei 2024", "2024-05-04 Modified")]
    [InlineData("Publicerad 2024-05-03, uppdaterad 2024-05-04", "2024-05-03 Published;2024-05-04 Modified")]
    [InlineData("Opublikowano: 3 maja 2024", "2024-05-03 Published")]
    [InlineData("Обновлено 4 мая 2024", "2024-05-04 Modified")]
    [InlineData("Yayınlanma: 03.05.2024 Güncelleme: 04.05.2024", "2024-05-03 Published;2024-05-04 Modified")]
    [InlineData("Δημοσίευση: 3 Μαΐου 2024", "2024-05-03 Published")]
    [InlineData("نشر في 3 مايو 2024", "2024-05-03 Published")]
    [InlineData("入力 2024.05.03 수정 2024.05.04", "2024-05-03 Published;2024-05-04 Modified")]
    [InlineData("发布时间：2024-05-03", "2024-05-03 Published")]
    [InlineData("公開日：2024年5月3日 更新日：2024年5月4日", "2024-05-03 Published;2024-05-04 Modified")]
    [InlineData("2024年5月3日 12時00分更新", "2024-05-03 None")]
    [InlineData("Received 3 May 2024; accepted 4 May 2024", "2024-05-03 Other;2024-05-04 Other")]
    public void Each_date_has_the_label_beside_it(string text, string expected)
    {
        var dates = new List<DateLine>();
        DateLine.Read(text, false, dates);
        Assert.Equal(expected, string.Join(';', dates.Select(found => found.Date.Day + " " + found.Label)));
    }
}
