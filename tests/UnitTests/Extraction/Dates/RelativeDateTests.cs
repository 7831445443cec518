using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.UnitTests.Extraction.Dates;

public sealed class RelativeDateTests
{
    private static readonly DateTimeOffset Now = new(2024, 5, 10, 12, 30, 40, TimeSpan.Zero);

    [Theory]
    [InlineData("2 days ago")]
    [InlineData("vor 2 Tagen")]
    [InlineData("il y a 2 jours")]
    [InlineData("hace 2 días")]
    [InlineData("há 2 dias")]
    [InlineData("2 giorni fa")]
    [InlineData("2 dagen geleden")]
    [InlineData("2 dager siden")]
    [InlineData("2 dagar sedan")]
    [InlineData("2 päivää sitten")]
    [InlineData("2 dni temu")]
    [InlineData("před 2 dny")]
    [InlineData("2 дня назад")]
    [InlineData("2 дні тому")]
    [InlineData("2 gün önce")]
    [InlineData("πριν 2 ημέρες")]
    [InlineData("منذ 2 أيام")]
    [InlineData("2 दिन पहले")]
    [InlineData("2 วันที่แล้ว")]
    [InlineData("2 hari yang lalu")]
    [InlineData("2 ngày trước")]
    [InlineData("2天前")]
    [InlineData("2日前")]
    [InlineData("2일 전")]
    public void Days_before_the_fetch_are_counted_in_many_languages(string text) => Assert.Equal("2024-05-08", RelativeDate.Read(text, Now)?.ToString());

    [Theory]
    [InlineData("5 minutes ago", "2024-05-10T12:25+00:00")]
    [InlineData("an hour ago", "2024-05-10")]
    [InlineData("vor einer Stunde", "2024-05-10")]
    [InlineData("il y a une heure", "2024-05-10")]
    [InlineData("14 hours ago", "2024-05-09")]
    [InlineData("3 weeks ago", "2024-04-19")]
    [InlineData("Yesterday", "2024-05-09")]
    [InlineData("gestern, 14:05", "2024-05-09")]
    [InlineData("今天", "2024-05-10")]
    [InlineData("the council met in front of the town hall", null)]
    [InlineData("7 days in May", null)]
    public void Precision_is_no_finer_than_what_is_said(string text, string? expected) => Assert.Equal(expected, RelativeDate.Read(text, Now)?.ToString());
}
