using System.Globalization;
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

    [Theory]
    [InlineData("3 May", "2024-05-03")]
    [InlineData("May 3rd, 9:15 am", "2024-05-03")]
    [InlineData("Posted on Friday, May 3", "2024-05-03")]
    [InlineData("3. Mai, 14:25 Uhr", "2024-05-03")]
    [InlineData("5月3日 14:25", "2024-05-03")]
    [InlineData("17 December", "2023-12-17")]
    [InlineData("29 February", "2024-02-29")]
    [InlineData("12 May", null)]
    [InlineData("Chapter 3 May", null)]
    [InlineData("May 3, 2019", null)]
    [InlineData("3 Mayors", null)]
    [InlineData("Top 10 March", null)]
    public void Day_without_its_year_is_the_last_such_one(string text, string? expected) => Assert.Equal(expected, YearlessDate.Read(text, Now)?.ToString());

    [Theory]
    [InlineData("1 January", "2023-12-31T20:00:00Z", "2024-01-01")]
    [InlineData("31 December", "2024-01-01T01:00:00Z", "2023-12-31")]
    [InlineData("29 February", "2024-03-20T01:00:00Z", "2024-02-29")]
    [InlineData("29 February", "2025-03-20T01:00:00Z", null)]
    [InlineData("Saturday, 24 August", "2024-06-01T00:00:00Z", null)]
    [InlineData("3 May", "0001-01-01T00:00:00Z", null)]
    [InlineData("31 December", "9999-12-31T23:00:00Z", "9999-12-31")]
    public void Day_without_its_year_is_read_at_the_ends_of_years_and_of_the_calendar(string text, string now, string? expected) =>
        Assert.Equal(expected, YearlessDate.Read(text, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture))?.ToString());
}
